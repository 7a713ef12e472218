import assert from "node:assert/strict";
import { zipOf } from "../../support/archives.ts";
import { problemOf } from "../../support/problem.ts";
import { type JobBody, openService, type TestService } from "../../support/service.ts";

interface Outcome {
  matched: number;
  changed: number;
  refused: { id: string; code: string; message: string }[];
  refused_count: number;
}

async function bulk(service: TestService, body: unknown): Promise<Outcome> {
  const response = await service.post("/api/v1/jobs/bulk", body);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text) as Outcome;
}

async function listed(service: TestService, query: string): Promise<string[]> {
  const page = await service.get<{ jobs: JobBody[] }>(`/api/v1/jobs?${query}`);
  return page.jobs.map((job) => job.job_id);
}

Deno.test("jobs are found by a rule and by a file, as a prefix or a glob", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const zip = await service.submit(
    await zipOf({ "models/a.sql": "fault\n", "models/deep/b.sql": "fine\n", "c.sql": "fine\n" }),
  );
  const single = await service.submit("fine\n", { file_name: "models.sql" });
  for (const id of [zip, single]) await service.ended(id);
  const cases: [string, string[]][] = [
    ["rule=LT01", [zip]],
    ["rule=AL01", []],
    ["file=models/", [zip]],
    ["file=models", [single, zip]],
    ["file=*.sql", [single, zip]],
    ["file=models/*/b.sql", [zip]],
    ["file=*/c.sql", []],
    ["file=models&rule=LT01", [zip]],
    ["file=models&rule=LT01&verdict=PASS", []],
    ["file=models&limit=1", [single]],
  ];
  for (const [query, ids] of cases) assert.deepEqual(await listed(service, query), ids, query);
});

Deno.test("every job that a filter finds is cancelled, and no other", async () => {
  await using service = await openService();
  const labels = { project: "shop" };
  const ids = [];
  for (let i = 0; i < 3; i++) ids.push(await service.submit(`select ${i}\n`, { labels }));
  const other = await service.submit("select 9\n");
  const filter = { label: "project:shop" };
  const dry = await bulk(service, { action: "cancel", filter, dry_run: true });
  assert.deepEqual(dry, { matched: 3, changed: 0, refused: [], refused_count: 0 });
  assert.deepEqual(await listed(service, "status=CANCELLED"), []);
  const done = await bulk(service, { action: "cancel", filter, expected_count: 3 });
  assert.deepEqual([done.matched, done.changed], [3, 3]);
  assert.deepEqual(await listed(service, "status=CANCELLED"), ids.toReversed());
  assert.deepEqual(await listed(service, "status=ACCEPTED"), [other]);
});

Deno.test("another count than was expected is a conflict, and nothing is done", async () => {
  await using service = await openService();
  await service.submit("select 1\n");
  const body = { action: "cancel", filter: { status: "ACCEPTED" }, expected_count: 2 };
  const response = await service.post("/api/v1/jobs/bulk", body);
  const problem = await problemOf(response, "conflict");
  assert.match(problem.detail, /1 jobs fit the filter, not 2/);
  assert.equal((await listed(service, "status=ACCEPTED")).length, 1);
});

Deno.test("what the state of a job does not allow is refused by name, the rest is done", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const failed = await service.submit("-- do: refuse timeout", { labels: { team: "x" } });
  await service.ended(failed);
  const fine = await service.submit("fine\n", { labels: { team: "x" } });
  await service.ended(fine);
  const outcome = await bulk(service, { action: "retry", filter: { label: ["team:x"] } });
  assert.deepEqual([outcome.matched, outcome.changed, outcome.refused_count], [2, 1, 1]);
  assert.deepEqual(outcome.refused.map(({ id, code }) => [id, code]), [[fine, "conflict"]]);
  await service.ended(failed);
  const gone = await bulk(service, { action: "delete", filter: { verdict: "PASS" } });
  assert.equal(gone.changed, 1);
  assert.deepEqual(await listed(service, ""), [failed]);
});

Deno.test("a filter that names nothing needs the count, and what it does not know is refused", async () => {
  await using service = await openService();
  await service.submit("select 1\n");
  const cases: [unknown, string][] = [
    [{ action: "cancel", filter: {} }, "expected_count"],
    [{ action: "cancel", filter: { state: "FAILED" } }, "filter"],
    [{ action: "cancel" }, "filter"],
    [{ action: "drop", filter: {} }, "action"],
    [{ action: "cancel", filter: {}, expected_count: 10_001 }, "expected_count"],
    [{ action: "cancel", filter: { label: "shop" } }, "filter.label"],
  ];
  for (const [body, field] of cases) {
    const response = await service.post("/api/v1/jobs/bulk", body);
    await problemOf(response, "validation_failed", [field]);
  }
  const form = await service.request("POST", "/api/v1/jobs/bulk", { body: "a=b" });
  await problemOf(form, "unsupported_media_type");
  assert.equal(
    (await bulk(service, { action: "cancel", filter: {}, expected_count: 1 })).changed,
    1,
  );
});

Deno.test("deleting many takes the scope admin, as deleting one does", async () => {
  const env = { API_TOKENS: "bob:bbbbbbbbbbbbbbbb:read+submit" };
  await using service = await openService({ env });
  const headers = { Authorization: "Bearer bbbbbbbbbbbbbbbb" };
  const filter = { status: "FAILED" };
  const refused = await service.post("/api/v1/jobs/bulk", { action: "delete", filter }, headers);
  await problemOf(refused, "forbidden");
  const cancel = await service.post("/api/v1/jobs/bulk", { action: "cancel", filter }, headers);
  assert.equal(cancel.status, 200);
  await cancel.body?.cancel();
});
