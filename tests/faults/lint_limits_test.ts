import assert from "node:assert/strict";
import { zipOf } from "../support/archives.ts";
import { patience } from "../support/patience.ts";
import { childrenOf, Fleet, isRunning, SCRIPTED_PYTHON } from "../support/processes.ts";
import { problemOf } from "../support/problem.ts";
import type { TaskBody } from "../support/service.ts";
import { until } from "../support/wait.ts";

const LIMIT_SECONDS = patience(200) / 1000;
const LIMITS = {
  SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
  LINT_TIMEOUT_SECONDS: String(LIMIT_SECONDS),
  LINT_MEMORY_MB: "64",
};
const SCRIPTED = { ...LIMITS, DEFAULT_ENGINE: "sqlfluff" };

function siblings(count: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (let i = 0; i < count; i++) files[`fine${i}.sql`] = `select ${i} fault\n`;
  return files;
}

function assertSiblingsUntouched(tasks: readonly TaskBody[], poison: string): TaskBody {
  const guilty = tasks.find((t) => t.file_name === poison);
  assert.ok(guilty);
  for (const task of tasks) {
    if (task === guilty) continue;
    assert.equal(task.task_status, "SUCCESS", JSON.stringify(task));
    assert.equal(task.attempt, 1, JSON.stringify(task));
  }
  return guilty;
}

for (const command of ["spin", "hang"]) {
  Deno.test(`a file that makes the linter ${command} is ended at its limit, its siblings at their first attempt`, async () => {
    await using fleet = await Fleet.open({ ...SCRIPTED, WORKER_CONCURRENCY: "1" });
    const { process, remote } = await fleet.start("all");
    const before = await remote.submit("select 1");
    await remote.ended(before);
    const children = await childrenOf(process.pid);
    const job_id = await remote.submit(
      await zipOf({ ...siblings(10), "poison.sql": `-- do: ${command}`, ...siblings(20) }),
    );
    const job = await remote.ended(job_id);
    assert.equal(job.job_status, "PARTIALLY_COMPLETED");
    const guilty = assertSiblingsUntouched(await remote.tasks(job_id), "poison.sql");
    assert.equal(guilty.error?.code, "timeout");
    assert.equal(guilty.outcome, "timed_out");
    assert.equal(guilty.attempts.length, 1);
    const took = Date.parse(guilty.finished_at!) - Date.parse(guilty.started_at!);
    assert.ok(took < LIMIT_SECONDS * 1000 + patience(2000), `it held the worker for ${took} ms`);
    for (const pid of children) {
      await until(`the end of process ${pid}`, async () => !await isRunning(pid));
    }
    assert.equal((await remote.ended(await remote.submit("select 2"))).job_status, "COMPLETED");
  });
}

Deno.test("a file that takes all memory fails as memory_limit at its first attempt, its siblings do not", async () => {
  // Time is not what this is about: on a busy machine a second is over before the memory is.
  await using fleet = await Fleet.open({ ...SCRIPTED, LINT_TIMEOUT_SECONDS: "60" });
  const { remote } = await fleet.start("all");
  const job_id = await remote.submit(await zipOf({ "poison.sql": "-- do: eat", ...siblings(20) }));
  const job = await remote.ended(job_id);
  assert.equal(job.job_status, "PARTIALLY_COMPLETED");
  const guilty = assertSiblingsUntouched(await remote.tasks(job_id), "poison.sql");
  assert.equal(guilty.error?.code, "memory_limit");
  assert.equal(guilty.attempts.length, 1);
});

Deno.test("a file that crashes the linter every time is dead-lettered with every attempt's error, and can be retried", async () => {
  await using fleet = await Fleet.open(SCRIPTED);
  const { remote } = await fleet.start("all");
  const job_id = await remote.submit(await zipOf({ "poison.sql": "-- do: crash", ...siblings(5) }));
  const job = await remote.ended(job_id);
  assert.equal(job.job_status, "PARTIALLY_COMPLETED");
  const guilty = assertSiblingsUntouched(await remote.tasks(job_id), "poison.sql");
  assert.deepEqual(guilty.attempts.map((a) => a.error?.code), Array(3).fill("engine_failed"));
  assert.ok(guilty.dead_lettered_at);
  const response = await remote.request("POST", `/api/v1/tasks/${guilty.task_id}/retry`);
  assert.ok(response.ok, await response.text());
  const again = (await remote.tasks(job_id)).find((t) => t.task_id === guilty.task_id);
  assert.equal(again?.dead_lettered_at, null);
});

/** SQL that is hard on a parser, each in another way. */
const HARD: Readonly<Record<string, string>> = {
  "deep brackets": `select ${"(".repeat(200_000)}1${")".repeat(200_000)}\n`,
  "deep subqueries": `${"select * from (".repeat(20_000)}select 1${") as t".repeat(20_000)}\n`,
  "open brackets": `select ${"f(a, case when ".repeat(50_000)}\n`,
  "one huge statement": `select\n${"    a + b as c,\n".repeat(400_000)}    d\nfrom t\n`,
  "one huge line": `select ${"a+b,".repeat(1_000_000)}c from t\n`,
};

Deno.test("the native engine ends every monstrous file within its limits and serves the next", async () => {
  await using fleet = await Fleet.open({ ...LIMITS, LINT_TIMEOUT_SECONDS: "3" });
  const { remote } = await fleet.start("all");
  const jobs = new Map<string, string>();
  for (const [name, sql] of Object.entries(HARD)) {
    const bytes = new TextEncoder().encode(sql);
    const response = await remote.upload(bytes, "application/sql");
    assert.equal(response.status, 202, name);
    jobs.set(name, (await response.json()).job_id);
  }
  for (const [name, job_id] of jobs) {
    await remote.ended(job_id);
    const [task] = await remote.tasks(job_id);
    const named = task?.task_status === "SUCCESS" ||
      ["timeout", "memory_limit", "too_large"].includes(task?.error?.code ?? "");
    assert.ok(named, `${name}: ${JSON.stringify(task)}`);
    assert.equal(task?.attempts.length, 1, name);
  }
  const job = await remote.ended(await remote.submit("select a,b from t\n"));
  assert.equal(job.job_status, "COMPLETED");
  assert.equal(job.summary.by_rule.LT01, 1);
});

Deno.test("synchronous linting of what hangs or crashes is answered with its problem", async () => {
  await using fleet = await Fleet.open(SCRIPTED);
  const { remote } = await fleet.start("all");
  const lint = (sql_content: string) =>
    remote.request("POST", "/api/v1/lint", {
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ sql_content }),
    });
  await problemOf(await lint("-- do: spin"), "timeout");
  await problemOf(await lint("-- do: eat"), "memory_limit");
  await problemOf(await lint("-- do: crash"), "engine_failed");
  const fine = await lint("select 1 fault");
  assert.equal(fine.status, 200, await fine.clone().text());
  assert.equal((await fine.json()).summary.total, 1);
});
