import assert from "node:assert/strict";
import { problemOf } from "../../support/problem.ts";
import { type JobBody, openService, type TestService } from "../../support/service.ts";

async function listed(service: TestService, query: string): Promise<string[]> {
  const page = await service.get<{ jobs: JobBody[] }>(`/api/v1/jobs?${query}`);
  return page.jobs.map((job) => job.job_id);
}

const job = (service: TestService, id: string) => service.get<JobBody>(`/api/v1/jobs/${id}`);

Deno.test("labels come with JSON, a form or a raw body, and jobs are found by them", async () => {
  await using service = await openService();
  const labels = { project: "shop", branch: "main" };
  const json = await service.submit("select 1\n", { labels });
  const form = new FormData();
  form.append("file", new Blob(["select 2\n"]), "q.sql");
  form.append("labels", JSON.stringify({ project: "shop" }));
  const formed = await service.request("POST", "/api/v1/jobs?label=branch:main", { body: form });
  const { job_id: second } = await formed.json() as { job_id: string };
  const path = "/api/v1/jobs?label=project:bank&label=team:a%20b";
  const raw = await service.request("POST", path, {
    headers: { "Content-Type": "application/sql" },
    body: "select 3\n",
  });
  const { job_id: third } = await raw.json() as { job_id: string };
  assert.deepEqual((await job(service, json)).labels, labels);
  assert.deepEqual((await job(service, second)).labels, labels);
  assert.deepEqual((await job(service, third)).labels, { project: "bank", team: "a b" });
  assert.deepEqual(await listed(service, "label=project:shop"), [second, json]);
  assert.deepEqual(await listed(service, "label=project:shop&limit=1"), [second]);
  assert.deepEqual(await listed(service, "label=project:bank&label=team:a%20b"), [third]);
  assert.deepEqual(await listed(service, "label=project:bank&label=team:b"), []);
  assert.deepEqual(await listed(service, "label=project:shop&status=FAILED"), []);
});

Deno.test("the labels of the body win over those of the query", async () => {
  await using service = await openService();
  const response = await service.post("/api/v1/jobs?label=project:a&label=team:b", {
    sql_content: "select 1",
    labels: { project: "c" },
  });
  const { job_id } = await response.json() as { job_id: string };
  assert.deepEqual((await job(service, job_id)).labels, { project: "c", team: "b" });
});

Deno.test("a label that is none is refused with its field and the limit", async () => {
  await using service = await openService();
  const many = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, "v"]));
  const cases: [unknown, string, RegExp][] = [
    [{ Project: "x" }, "labels.Project", /letter from a to z/],
    [{ project: "" }, "labels.project", /1 to 200 characters, not 0/],
    [{ project: "x".repeat(201) }, "labels.project", /not 201/],
    [{ project: "a\u0007" }, "labels.project", /control characters/],
    [{ project: "\ud800" }, "labels.project", /half a surrogate pair/],
    [{ project: "a " }, "labels.project", /white space/],
    [JSON.parse('{ "__proto__": "x" }'), "labels.__proto__", /no field can have/],
    [{ project: 1 }, "labels.project", /string/],
    [many, "labels", /16 labels, not 17/],
    ["project:x", "labels", /record|object/i],
  ];
  for (const [labels, path, message] of cases) {
    const response = await service.post("/api/v1/jobs", { sql_content: "select 1", labels });
    const problem = await problemOf(response, "validation_failed", [path]);
    assert.match(problem.detail, message);
  }
  for (const query of ["label=shop", "label=a:b&label=:x"]) {
    const response = await service.request("GET", `/api/v1/jobs?${query}`);
    assert.equal(response.status, 422, query);
    await response.body?.cancel();
  }
});

Deno.test("an idempotency key does not fit a submission with other labels", async () => {
  await using service = await openService();
  const send = (labels: unknown) =>
    service.post("/api/v1/jobs", { sql_content: "select 1", labels }, { "Idempotency-Key": "k" });
  const first = await send({ project: "a" });
  const again = await send({ project: "a" });
  assert.equal((await first.json()).job_id, (await again.json()).job_id);
  await problemOf(await send({ project: "b" }), "idempotency_mismatch", ["Idempotency-Key"]);
});

Deno.test("a job tells who submitted it", async () => {
  await using service = await openService({ env: { API_TOKENS: "ann:aaaaaaaaaaaaaaaa" } });
  const headers = { Authorization: "Bearer aaaaaaaaaaaaaaaa" };
  const sent = await service.post("/api/v1/jobs", { sql_content: "select 1" }, headers);
  const { job_id } = await sent.json() as { job_id: string };
  const got = await service.request("GET", `/api/v1/jobs/${job_id}`, { headers });
  assert.equal((await got.json() as JobBody).submitted_by, "ann");
});
