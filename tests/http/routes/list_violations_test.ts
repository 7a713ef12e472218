import assert from "node:assert/strict";
import { encodeCursor } from "../../../src/http/schemas/page.ts";
import { zipOf } from "../../support/archives.ts";
import { problemOf } from "../../support/problem.ts";
import { openService, type TestService } from "../../support/service.ts";

interface Page {
  violations: { file: string; line: number; severity: string; code: string; task_id: string }[];
  next_cursor: string | null;
}

const FILES = {
  "a.sql": "fault\ndoubt\nfault\n",
  "b.sql": "fine\n",
  "c/d.sql": "doubt\n",
  "e.sql": "-- do: refuse timeout",
  "f.sql": "fault\nfault\n",
};

Deno.test("findings of a job are paged across its files, each once, whatever the limit", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await service.submit(await zipOf(FILES));
  await service.ended(job_id);
  const path = `/api/v1/jobs/${job_id}/violations`;
  const whole = await service.get<Page>(path);
  const places = whole.violations.map((v) => `${v.file}:${v.line}`);
  const all = ["a.sql:1", "a.sql:2", "a.sql:3", "c/d.sql:1", "f.sql:1", "f.sql:2"];
  assert.deepEqual(places, all);
  assert.equal(whole.next_cursor, null);
  for (const limit of [1, 2, 3, 4, 5]) {
    const seen: string[] = [];
    for (let cursor = "";;) {
      const page = await service.get<Page>(`${path}?limit=${limit}${cursor}`);
      assert.ok(page.violations.length <= limit);
      seen.push(...page.violations.map((v) => `${v.file}:${v.line}`));
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    assert.deepEqual(seen, all, `limit ${limit}`);
  }
});

Deno.test("findings are filtered by rule, severity and file", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await service.submit(await zipOf(FILES));
  await service.ended(job_id);
  const path = `/api/v1/jobs/${job_id}/violations`;
  const count = async (query: string) =>
    (await service.get<Page>(`${path}?${query}`)).violations.length;
  assert.equal(await count("code=LT01"), 6);
  assert.equal(await count("code=CP01"), 0);
  assert.equal(await count("severity=warning"), 2);
  assert.equal(await count("severity=error&file=a"), 2);
  assert.equal(await count("file=c/"), 1);
  const page = await service.get<Page>(`${path}?severity=warning&limit=1`);
  const rest = await service.get<Page>(
    `${path}?severity=warning&limit=1&cursor=${page.next_cursor}`,
  );
  assert.deepEqual([page.violations[0]?.file, rest.violations[0]?.file], ["a.sql", "c/d.sql"]);
});

Deno.test("findings of no job, with a wrong query or a forged cursor are refused", async () => {
  await using service = await openService();
  await problemOf(await service.request("GET", "/api/v1/jobs/x/violations"), "not_found");
  const path = `/api/v1/jobs/${await service.submit("select 1\n")}/violations`;
  const severity = await service.request("GET", `${path}?severity=awful`);
  await problemOf(severity, "validation_failed", ["severity"]);
  for (const cursor of ["x", encodeCursor([1]), encodeCursor(["1", "2"])]) {
    const response = await service.request("GET", `${path}?cursor=${cursor}`);
    await problemOf(response, "invalid_cursor", ["cursor"]);
  }
});

/** A job of so many files whose warnings are in its baseline, and whose errors are not. */
async function comparedJob(service: TestService, files: number): Promise<string> {
  const names = Array.from({ length: files }, (_, i) => `f${String(i).padStart(4, "0")}.sql`);
  const archive = (more: string, last: Record<string, string>) =>
    zipOf({
      ...Object.fromEntries(names.map((name) => [name, `doubt ${name};\n${more}`])),
      ...last,
    });
  const labels = { project: "shop" };
  const first = await service.submit(await archive("", {}), { labels });
  await service.ended(first);
  const made = await service.post("/api/v1/baselines", {
    name: "before",
    project: "shop",
    owner: "ann",
    reason: "as it was",
    from_job: first,
  });
  assert.equal(made.status, 201, await made.text());
  const last = { "z.sql": "doubt that nobody had;\n" };
  const second = await service.submit(await archive("fault;\n", last), {
    labels,
    baseline: "before",
  });
  await service.ended(second);
  return second;
}

Deno.test("a page reads a bounded number of results, and goes on where it stopped", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await comparedJob(service, 250);
  const { files } = service.services;
  const read = files.read.bind(files);
  let reads = 0;
  files.read = (...args) => (reads++, read(...args));
  const page = async (query: string): Promise<[Page, number]> => {
    reads = 0;
    const found = await service.get<Page>(`/api/v1/jobs/${job_id}/violations?${query}`);
    return [found, reads];
  };
  // Every file has something new, and none but the last a warning.
  const asked = "baseline_state=new&severity=warning";
  const [first, looked] = await page(asked);
  assert.deepEqual([first.violations, looked], [[], 200]);
  const [second, rest] = await page(`${asked}&cursor=${first.next_cursor}`);
  assert.deepEqual(second.violations.map((v) => v.file), ["z.sql"]);
  assert.deepEqual([second.next_cursor, rest], [null, 51]);
  // Where each file has one that fits, a page is as long as it was asked for.
  const [long, readForIt] = await page("severity=error&limit=240");
  assert.deepEqual([long.violations.length, readForIt], [240, 240]);
});

Deno.test("a page looks at a bounded number of files that have nothing, and goes on behind them", async () => {
  await using service = await openService();
  const { tasks } = service.services.store;
  const job_id = await service.submit("select 1\n");
  const [task] = await tasks.list(job_id, {}, 1);
  const clean = { ...task!, status: "SUCCESS" as const, error_count: 0, warning_count: 0 };
  let looked = 0;
  tasks.list = (_job, _filter, limit, after = -1) => {
    looked += limit;
    return Promise.resolve(
      Array.from({ length: limit }, (_, i) => ({ ...clean, seq: after + 1 + i })),
    );
  };
  const path = `/api/v1/jobs/${job_id}/violations`;
  const first = await service.get<Page>(path);
  assert.deepEqual([first.violations, looked], [[], 5000]);
  assert.equal(first.next_cursor, encodeCursor([4999, 0]));
});

Deno.test("results that cannot have a finding of the state asked for are not read", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await comparedJob(service, 3);
  const { files } = service.services;
  const read = files.read.bind(files);
  let reads = 0;
  files.read = (...args) => (reads++, read(...args));
  const path = `/api/v1/jobs/${job_id}/violations`;
  const old = await service.get<Page>(`${path}?baseline_state=unchanged`);
  // All of the last file's findings are new.
  assert.deepEqual([old.violations.length, reads], [3, 3]);
  const again = await service.submit(await zipOf({ "f0000.sql": "doubt f0000.sql;\n" }), {
    labels: { project: "shop" },
    baseline: "before",
  });
  await service.ended(again);
  reads = 0;
  const none = await service.get<Page>(`/api/v1/jobs/${again}/violations?baseline_state=new`);
  assert.deepEqual([none.violations, none.next_cursor, reads], [[], null, 0]);
});
