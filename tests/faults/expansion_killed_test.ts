import assert from "node:assert/strict";
import { zip } from "../archive/forge.ts";
import { Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";
import { until } from "../support/wait.ts";

const FILES = 5000;
/** What one page of tasks may hold. */
const PAGE = 1000;

Deno.test("an archive whose worker is killed while it expands is expanded anew, and every file linted once", async () => {
  await using fleet = await Fleet.open({
    SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
    DEFAULT_ENGINE: "sqlfluff",
    WORKER_CONCURRENCY: "1",
  });
  const [web, first] = await Promise.all([fleet.start("web"), fleet.start("worker")]);
  const entries = Array.from({ length: FILES }, (_, i) => ({
    name: `q${i}.sql`,
    data: `select ${i % 50} fault\n`,
  }));
  const job_id = await web.remote.submit(zip(entries));
  await until("an expansion under way", async () => {
    return (await web.remote.job(job_id)).progress.total > 0;
  });
  first.process.signal("SIGKILL");
  await first.process.ended();

  await fleet.start("worker");
  const job = await web.remote.ended(job_id);
  assert.equal(job.job_status, "COMPLETED");
  assert.deepEqual([job.progress.total, job.progress.succeeded], [FILES, FILES]);
  assert.deepEqual(job.summary.by_rule, { LT01: FILES });
  const names = new Set<string>();
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: { tasks: { file_name: string }[]; next_cursor: string | null } = await web.remote
      .get(`/api/v1/jobs/${job_id}/tasks?limit=${PAGE}${cursor === "" ? "" : `&cursor=${cursor}`}`);
    for (const task of page.tasks) names.add(task.file_name);
    cursor = page.next_cursor;
  }
  assert.equal(names.size, FILES);
  const ends = job.attempts.map((a) => a.error?.code ?? null);
  assert.equal(ends.filter((code) => code === null).length, 1, JSON.stringify(ends));
  assert.ok(ends.every((code) => code === null || code === "worker_lost"), JSON.stringify(ends));
});
