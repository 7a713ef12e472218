import assert from "node:assert/strict";
import { encodeCursor } from "../../../src/http/schemas/page.ts";
import { zipOf } from "../../support/archives.ts";
import { problemOf } from "../../support/problem.ts";
import { openService } from "../../support/service.ts";

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
