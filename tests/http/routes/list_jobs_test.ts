import assert from "node:assert/strict";
import { encodeCursor } from "../../../src/http/schemas/page.ts";
import { problemOf } from "../../support/problem.ts";
import { type JobBody, openService } from "../../support/service.ts";

interface Page {
  jobs: JobBody[];
  next_cursor: string | null;
}

Deno.test("jobs come newest first, page by page, each once", async () => {
  await using service = await openService();
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.unshift(await service.submit(`select ${i}\n`));
  const seen: string[] = [];
  const sizes: number[] = [];
  let cursor = "";
  for (;;) {
    const page = await service.get<Page>(`/api/v1/jobs?limit=2${cursor}`);
    seen.push(...page.jobs.map((j) => j.job_id));
    sizes.push(page.jobs.length);
    if (page.next_cursor === null) break;
    cursor = `&cursor=${page.next_cursor}`;
  }
  assert.deepEqual(seen, ids);
  assert.deepEqual(sizes, [2, 2, 1]);
});

Deno.test("a page that is just full has no next one", async () => {
  await using service = await openService();
  for (let i = 0; i < 2; i++) await service.submit(`select ${i}\n`);
  const page = await service.get<Page>("/api/v1/jobs?limit=2");
  assert.deepEqual([page.jobs.length, page.next_cursor], [2, null]);
});

Deno.test("jobs are filtered by status, verdict, dialect, engine, time and name", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const bad = await service.submit("fault\n", { file_name: "bad.sql" });
  await service.ended(bad);
  const good = await service.submit("fine\n", { file_name: "good.sql", engine: "sqlfluff" });
  await service.ended(good);
  const lost = await service.submit("-- do: refuse timeout", { file_name: "lost_1.sql" });
  await service.ended(lost);
  const { created_at } = await service.ended(good);
  const cases: [string, string[]][] = [
    ["status=COMPLETED", [good, bad]],
    ["status=FAILED", [lost]],
    ["verdict=PASS", [good]],
    ["verdict=FAIL", [bad]],
    ["engine=sqlfluff", [good]],
    ["dialect=ansi", [lost, good, bad]],
    ["dialect=mysql", []],
    ["q=bad", [bad]],
    ["q=ood", []],
    ["q=lost_", [lost]],
    ["q=lost%25", []],
    [`since=${created_at}`, [lost, good]],
    [`until=${created_at}`, [bad]],
    ["verdict=FAIL&status=FAILED", []],
  ];
  for (const [query, ids] of cases) {
    const page = await service.get<Page>(`/api/v1/jobs?${query}`);
    assert.deepEqual(page.jobs.map((j) => j.job_id), ids, query);
  }
});

Deno.test("a query that is wrong is named", async () => {
  await using service = await openService();
  for (
    const [query, path] of [
      ["limit=0", "limit"],
      ["limit=1001", "limit"],
      ["limit=two", "limit"],
      ["status=DONE", "status"],
      ["since=yesterday", "since"],
      ["engine=other", "engine"],
    ] as const
  ) {
    const response = await service.request("GET", `/api/v1/jobs?${query}`);
    await problemOf(response, "validation_failed", [path]);
  }
});

Deno.test("a cursor that this service did not make is refused", async () => {
  await using service = await openService();
  const forged = [
    "",
    "%",
    "x",
    "bm90IGpzb24",
    "____",
    encodeCursor([]),
    encodeCursor([1]),
    encodeCursor(["a", "b"]),
    btoa(JSON.stringify({ job_id: "x" })).replaceAll("=", ""),
  ];
  for (const cursor of forged) {
    const response = await service.request(
      "GET",
      `/api/v1/jobs?cursor=${encodeURIComponent(cursor)}`,
    );
    await problemOf(response, "invalid_cursor", ["cursor"]);
  }
  const harmless = encodeCursor(["' OR 1=1 --"]);
  const page = await service.get<Page>(`/api/v1/jobs?cursor=${harmless}`);
  assert.deepEqual(page.jobs, []);
});

Deno.test("jobs and files are found by a rule that found something in them", async () => {
  await using service = await openService({ worker: true });
  const spaced = await service.submit("SELECT a,b FROM t\n", { rules: ["LT01"] });
  const clean = await service.submit("SELECT a FROM t\n", { rules: ["LT01"] });
  await Promise.all([service.ended(spaced), service.ended(clean)]);
  const ids = async (query: string) => {
    const { jobs } = await service.get<{ jobs: { job_id: string }[] }>(`/api/v1/jobs?${query}`);
    return jobs.map(({ job_id }) => job_id);
  };
  assert.deepEqual(await ids("rule=LT01"), [spaced]);
  assert.deepEqual(await ids("rule=LT02"), []);
  assert.deepEqual(await ids("rule=LT01&verdict=PASS"), []);
  const tasks = async (query: string) => {
    const path = `/api/v1/jobs/${spaced}/tasks?${query}`;
    return (await service.get<{ tasks: unknown[] }>(path)).tasks.length;
  };
  assert.deepEqual(await Promise.all(["code=LT01", "code=LT02", "outcome=clean"].map(tasks)), [
    1,
    0,
    0,
  ]);
});

Deno.test("a glob of more characters than may be compared is refused, a prefix of them is not", async () => {
  await using service = await openService();
  const ask = (file: string) =>
    service.request("GET", `/api/v1/jobs?file=${encodeURIComponent(file)}`);
  const problem = await problemOf(await ask(`*${"a".repeat(256)}`), "validation_failed", ["file"]);
  assert.match(problem.detail, /at most 256 characters/);
  for (const file of [`*${"a".repeat(255)}`, "a".repeat(4096)]) {
    const answer = await ask(file);
    assert.equal(answer.status, 200, await answer.text());
  }
});
