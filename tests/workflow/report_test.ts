import assert from "node:assert/strict";
import type { Job, Task } from "../../src/jobs/job.ts";
import { IN_STORE } from "../../src/jobs/job.ts";
import { type ReportFormat, REPORTS } from "../../src/lint/report/mod.ts";
import { report } from "../../src/workflow/report.ts";
import type { Services } from "../../src/workflow/services.ts";
import { found } from "../lint/report/kit.ts";

const FILES = 3000;
const FINDINGS = 20;
const NONE = { pending: 0, processing: 0, succeeded: 0, failed: 0, cancelled: 0 };

/** A job of many files, each with findings, that is read a page at a time. */
function largeJob(): { services: Services; job: Job; pages: () => number } {
  const sql = "select a,b from t\n".repeat(FINDINGS);
  const violations = Array.from({ length: FINDINGS }, (_, i) => ({ line: i + 1, end_line: i + 1 }));
  const body = JSON.stringify(found("a.sql", sql, violations).result);
  const ref = { file: IN_STORE, offset: 0, length: 0, sha256: "" };
  let pages = 0;
  const list = (_job: string, _filter: unknown, limit: number, after = -1) => {
    pages++;
    const count = Math.min(limit, FILES - after - 1);
    return Promise.resolve(Array.from({ length: count }, (_, i) => ({
      task_id: `${after + 1 + i}`,
      job_id: "job",
      seq: after + 1 + i,
      file_name: `${after + 1 + i}.sql`,
      status: "SUCCESS",
      source: { ...ref, file: "source" },
      result: ref,
      error: null,
    } as Partial<Task> as Task)));
  };
  const services = {
    store: { tasks: { list, resultBody: () => Promise.resolve(body) } },
    files: { read: () => Promise.resolve(new TextEncoder().encode(sql)) },
    engines: new Map(),
    defaults: { dialect: "ansi", engine: "native" },
  } as unknown as Services;
  const job = {
    job_id: "job",
    counts: { ...NONE, total: FILES, succeeded: FILES },
    status: "COMPLETED",
    verdict: "FAIL",
    file_name: "large.zip",
    submission_type: "SINGLE_FILE",
    engine: "native",
    dialect: "ansi",
    options: {},
    skipped: [],
    error: null,
    created_at: 0,
  } as Partial<Job> as Job;
  return { services, job, pages: () => pages };
}

for (const format of Object.keys(REPORTS) as ReportFormat[]) {
  Deno.test(`a large report in ${format} is written as it is read, in small pieces`, async () => {
    const { services, job, pages } = largeJob();
    let [largest, length, first] = [0, 0, 0];
    for await (const piece of report(services, job, format)) {
      if (length === 0) first = pages();
      length += piece.length;
      largest = Math.max(largest, piece.length);
    }
    assert.equal(pages(), FILES / 200 + 1);
    assert.ok(largest < 400_000, `${largest} characters at once`);
    // A reader has the beginning before the end was looked up.
    if (length > 4_000_000) assert.ok(first < pages() / 2, `${first} of ${pages()} pages`);
  });
}

Deno.test("a report of a job that loses files meanwhile does not end as if it were whole", async () => {
  const { services, job } = largeJob();
  const one = { ...job, counts: { ...job.counts, total: FILES + 1 } };
  const read = async () => {
    for await (const _ of report(services, one, "none"));
  };
  await assert.rejects(read, { code: "not_found", message: /was deleted while it was read/ });
});
