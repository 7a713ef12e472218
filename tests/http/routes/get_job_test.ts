import assert from "node:assert/strict";
import { JobDetail } from "../../../src/http/schemas/job.ts";
import { zipOf } from "../../support/archives.ts";
import { problemOf } from "../../support/problem.ts";
import { openService } from "../../support/service.ts";

Deno.test("a job says how far it is, what was found and why the rest was skipped", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await service.submit(
    await zipOf({
      "a.sql": "fault\nfault\ndoubt\n",
      "b.sql": "-- do: refuse timeout",
      "readme.txt": "no SQL",
    }),
    { dialect: "ansi" },
  );
  const job = await service.ended(job_id);
  assert.deepEqual(JobDetail.parse(job), job);
  assert.equal(job.job_status, "PARTIALLY_COMPLETED");
  assert.equal(job.verdict, "FAIL");
  assert.equal(job.submission_type, "ZIP_ARCHIVE");
  assert.deepEqual(job.progress, {
    total: 2,
    pending: 0,
    processing: 0,
    succeeded: 1,
    failed: 1,
    cancelled: 0,
  });
  assert.deepEqual(job.summary, {
    total: 3,
    error_count: 2,
    warning_count: 1,
    by_rule: { LT01: 3 },
    by_severity: { error: 2, warning: 1 },
  });
  assert.deepEqual(job.skipped, [{ name: "readme.txt", reason: "not a SQL file" }]);
  assert.deepEqual(job.attempts.map((a) => [a.attempt, a.error]), [[1, null]]);
  assert.ok(job.finished_at! >= job.started_at! && job.started_at! >= job.created_at);
});

Deno.test("warnings alone pass", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job = await service.ended(await service.submit("doubt\n"));
  assert.deepEqual([job.job_status, job.verdict, job.warning_count], ["COMPLETED", "PASS", 1]);
});

Deno.test("a job of which everything failed has no verdict", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job = await service.ended(await service.submit("-- do: refuse timeout"));
  assert.deepEqual([job.job_status, job.verdict], ["FAILED", null]);
});

Deno.test("a job that is none is not found", async () => {
  await using service = await openService();
  for (const id of ["x", "0192f0c1-2345-7000-8000-0123456789ab", "%00", "..%2F.."]) {
    await problemOf(await service.request("GET", `/api/v1/jobs/${id}`), "not_found");
  }
});
