import assert from "node:assert/strict";
import { encodeCursor } from "../../../src/http/schemas/page.ts";
import { zipOf } from "../../support/archives.ts";
import { problemOf } from "../../support/problem.ts";
import { type JobBody, openService, type TestService } from "../../support/service.ts";
import { onVolume } from "../../support/on_volume.ts";

interface Change {
  new: number;
  gone: number;
  unchanged: number;
}

interface Difference {
  against: string;
  total: Change;
  files_compared: number;
  files_not_compared: number;
  rules: (Change & { code: string })[];
  files: (Change & { file_name: string; compared: boolean })[];
  next_cursor: string | null;
}

async function relint(service: TestService, job_id: string, body: unknown): Promise<string> {
  const response = await service.post(`/api/v1/jobs/${job_id}/relint`, body);
  const text = await response.text();
  assert.equal(response.status, 202, text);
  return (JSON.parse(text) as { job_id: string }).job_id;
}

const difference = (service: TestService, job_id: string, query = "") =>
  service.get<Difference>(`/api/v1/jobs/${job_id}/difference${query}`);

Deno.test("an archive is linted again under other rules, and the difference told by rule and file", async () => {
  await using service = await openService({ worker: true });
  const labels = { project: "shop" };
  const zip = await zipOf({
    "a.sql": "select a,b from t\n",
    "b.sql": "SELECT a from t\n",
    "c.sql": "select a from t\n",
  });
  const first = await service.submit(zip, { labels, exclude_rules: ["CP01", "LT09"] });
  await service.ended(first);
  const again = await relint(service, first, { exclude_rules: null, rules: ["CP01"] });
  const job = await service.ended(again);
  assert.equal(job.relint_of, first);
  assert.deepEqual(job.labels, labels);
  assert.deepEqual(job.options, { rules: ["CP01"] });
  const told = await difference(service, again);
  assert.equal(told.against, first);
  assert.deepEqual(told.rules, [
    { code: "CP01", new: 1, gone: 0, unchanged: 0 },
    { code: "LT01", new: 0, gone: 1, unchanged: 0 },
  ]);
  assert.deepEqual(told.files.map(({ file_name, new: n, gone }) => [file_name, n, gone]), [
    ["a.sql", 0, 1],
    ["b.sql", 1, 0],
  ]);
  assert.deepEqual([told.files_compared, told.files_not_compared], [3, 0]);
  const page = await difference(service, again, "?limit=1");
  assert.deepEqual(page.files.map((f) => f.file_name), ["a.sql"]);
  assert.deepEqual(page.rules.map((rule) => rule.code), ["LT01"]);
  const rest = await difference(service, again, `?limit=1&cursor=${page.next_cursor}`);
  assert.deepEqual([rest.files.map((f) => f.file_name), rest.next_cursor], [["b.sql"], null]);
  for (const forged of ["x", encodeCursor([1]), encodeCursor([2, 0, 0])]) {
    const path = `/api/v1/jobs/${again}/difference?cursor=${forged}`;
    await problemOf(await service.request("GET", path), "invalid_cursor", ["cursor"]);
  }
});

Deno.test("either of two jobs with the same files may be deleted without the other", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const remove = async (id: string) => {
    const response = await service.request("DELETE", `/api/v1/jobs/${id}`);
    assert.equal(response.status, 204);
    await response.body?.cancel();
  };
  const zip = await zipOf({ "a.sql": "fault\n", "b.sql": "fine\n" });
  for (const what of ["fault\nfault\n", zip]) {
    const first = await service.submit(what);
    await service.ended(first);
    const second = await relint(service, first, {});
    await service.ended(second);
    await remove(first);
    const third = await relint(service, second, { dialect: "ansi" });
    const job = await service.ended(third);
    assert.equal(job.job_status, "COMPLETED");
    const [task] = await service.tasks(second);
    const source = await service.request("GET", task!.links.source!);
    assert.match(await source.text(), /^fault/);
    const orphan = await service.request("GET", `/api/v1/jobs/${second}/difference`);
    await problemOf(orphan, "not_found");
    assert.equal((await difference(service, third)).total.new, 0);
    for (const id of [second, third]) await remove(id);
  }
  assert.deepEqual(await service.services.files.folders(Infinity, "", 10), []);
});

Deno.test("files that were not linted in both are named and not taken for unchanged", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const zip = await zipOf({ "a.sql": "fault\n", "b.sql": "-- do: refuse timeout" });
  const first = await service.submit(zip);
  await service.ended(first);
  const second = await relint(service, first, {});
  await service.ended(second);
  const told = await difference(service, second);
  assert.deepEqual(told.total, { new: 0, gone: 0, unchanged: 1 });
  assert.deepEqual([told.files_compared, told.files_not_compared], [1, 1]);
  assert.deepEqual(told.files.map((f) => [f.file_name, f.compared]), [["b.sql", false]]);
});

Deno.test("a job that is removed while it is to be linted again is not found", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { files, store } = service.services;
  const removed = async (job_id: string) => {
    const response = await service.request("DELETE", `/api/v1/jobs/${job_id}`);
    assert.equal(response.status, 204);
    await response.body?.cancel();
  };
  const link = files.linkUpload.bind(files);
  files.linkUpload = async (from, to) => {
    await removed(from);
    await link(from, to);
  };
  const sourceOf = store.jobs.source;
  store.jobs.source = async (id) => {
    await removed(id);
    return await sourceOf(id);
  };
  const list = store.tasks.list;
  for (const what of ["fault\n", onVolume("fault"), await zipOf({ "a.sql": "fault\n" })]) {
    const job_id = await service.submit(what);
    await service.ended(job_id);
    await problemOf(await service.post(`/api/v1/jobs/${job_id}/relint`, {}), "not_found");
  }
  const job_id = await service.submit("fault\n");
  await service.ended(job_id);
  store.tasks.list = async (id, ...rest) => {
    await removed(id);
    return await list(id, ...rest);
  };
  await problemOf(await service.post(`/api/v1/jobs/${job_id}/relint`, {}), "not_found");
  assert.deepEqual(await files.folders(Infinity, "", 10), []);
});

Deno.test("what cannot be linted again or compared is refused with the reason", async () => {
  await using service = await openService();
  const path = (id: string, what: string) => `/api/v1/jobs/${id}/${what}`;
  const job_id = await service.submit(onVolume("select 1"));
  await problemOf(await service.post(path("x", "relint"), {}), "not_found");
  await problemOf(await service.request("GET", path(job_id, "difference")), "conflict");
  const second = await relint(service, job_id, {});
  const open = await problemOf(
    await service.request("GET", path(second, "difference")),
    "conflict",
  );
  assert.match(open.detail, /is ACCEPTED/);
  const cases: [unknown, string][] = [
    [{ dialect: "snowflak" }, "unknown_dialect"],
    [{ rules: ["XX99"] }, "unknown_rule"],
    [{ engine: "other" }, "validation_failed"],
    [{ file_name: "x.sql" }, "validation_failed"],
  ];
  for (const [body, code] of cases) {
    await problemOf(await service.post(path(job_id, "relint"), body), code as "not_found");
  }
  const before = await service.services.files.folders(Infinity, "", 10);
  assert.deepEqual(before.sort(), [job_id, second].sort());
  const { jobs } = await service.get<{ jobs: JobBody[] }>("/api/v1/jobs");
  assert.equal(jobs.length, 2);
});
