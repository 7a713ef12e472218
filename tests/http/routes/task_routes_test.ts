import assert from "node:assert/strict";
import type { LintResult } from "../../../src/lint/result.ts";
import { zipOf } from "../../support/archives.ts";
import { problemOf } from "../../support/problem.ts";
import { openService, type TestService } from "../../support/service.ts";

async function one(service: TestService, sql: string, more: Record<string, unknown> = {}) {
  const job_id = await service.submit(sql, more);
  await service.ended(job_id);
  const [task] = await service.tasks(job_id);
  return task!;
}

Deno.test("a task has its status, its result, its source and its fixed text", async () => {
  await using service = await openService({ worker: true });
  const sql = "SELECT a from t\n";
  const task = await one(service, sql, { file_name: "q.sql", rules: ["CP01"] });
  assert.deepEqual([task.task_status, task.outcome, task.attempt], ["SUCCESS", "findings", 1]);
  assert.deepEqual(await service.get(task.links.self!), task);
  const result = await service.get<LintResult>(task.links.result!);
  assert.equal(result.file, "q.sql");
  assert.deepEqual(result.violations.map((v) => [v.code, v.line, v.column]), [["CP01", 1, 10]]);
  const source = await service.request("GET", task.links.source!);
  assert.equal(await source.text(), sql);
  const fixed = await service.request("GET", task.links.fixed!);
  assert.equal(await fixed.text(), "SELECT a FROM t\n");
});

Deno.test("the fixed text of an archive's file follows the configuration in the archive", async () => {
  await using service = await openService({ worker: true });
  const files = {
    ".sqlfluff": "[sqlfluff]\nrules = CP01\n",
    "low/.sqlfluff": "[sqlfluff:rules:capitalisation.keywords]\ncapitalisation_policy = lower\n",
    "low/a.sql": "SELECT a from t\n",
    "b.sql": "SELECT a from t\n",
  };
  const job_id = await service.submit(await zipOf(files));
  await service.ended(job_id);
  const texts: Record<string, string> = {};
  for (const task of await service.tasks(job_id)) {
    const fixed = await service.request("GET", task.links.fixed!);
    texts[task.file_name] = await fixed.text();
  }
  assert.deepEqual(texts, { "low/a.sql": "select a from t\n", "b.sql": "SELECT a FROM t\n" });
});

Deno.test("a file that its archive leaves out of linting is not fixed either", async () => {
  await using service = await openService({ worker: true });
  const sql = "SELECT a from t\n";
  const job_id = await service.submit(await zipOf({ ".sqlfluffignore": "a.sql\n", "a.sql": sql }));
  await service.ended(job_id);
  const [task] = await service.tasks(job_id);
  assert.equal(task!.outcome, "skipped");
  const fixed = await service.request("GET", task!.links.fixed!);
  assert.equal(await fixed.text(), sql);
});

Deno.test("a task without a result says why", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const task = await one(service, "-- do: refuse templating_unsupported");
  const result = await service.request("GET", task.links.result!);
  assert.match((await problemOf(result, "conflict")).detail, /refused as templating_unsupported/);
  await problemOf(await service.request("GET", task.links.fixed!), "conflict");
  const source = await service.request("GET", task.links.source!);
  assert.equal(source.status, 200);
  await source.body?.cancel();
});

Deno.test("a waiting task has no result yet", async () => {
  await using service = await openService();
  const [task] = await service.tasks(await service.submit("select 1\n"));
  await problemOf(await service.request("GET", task!.links.result!), "conflict");
  await problemOf(await service.request("GET", task!.links.fixed!), "conflict");
});

Deno.test("a file that cannot be decoded has no source to show", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await service.submit(await zipOf({ "a.sql": new Uint8Array([0xff, 0x00, 0x80]) }));
  await service.ended(job_id);
  const [task] = await service.tasks(job_id);
  assert.deepEqual([task?.task_status, task?.error?.code], ["FAILURE", "undecodable"]);
  await problemOf(await service.request("GET", task!.links.source!), "undecodable");
});

Deno.test("a failed task is retried by hand, another is not", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const retry = (id: string) => service.request("POST", `/api/v1/tasks/${id}/retry`);
  const task = await one(service, "-- do: refuse timeout");
  const response = await retry(task.task_id);
  assert.equal(response.status, 202);
  const body = await response.json() as { attempts: unknown[]; task_status: string };
  assert.ok(body.attempts.length >= 1);
  await service.ended(task.job_id);
  const [again] = await service.tasks(task.job_id);
  assert.equal(again?.attempts.length, 2);
  const fine = await one(service, "fine\n");
  await problemOf(await retry(fine.task_id), "conflict");
  await problemOf(await retry("x"), "not_found");
});

Deno.test("a task that is none is not found, whatever is asked of it", async () => {
  await using service = await openService();
  for (const part of ["", "/result", "/source", "/fixed"]) {
    await problemOf(await service.request("GET", `/api/v1/tasks/x${part}`), "not_found");
  }
});
