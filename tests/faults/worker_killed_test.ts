import assert from "node:assert/strict";
import { zipOf } from "../support/archives.ts";
import { appears, childrenOf, Fleet, isRunning, SCRIPTED_PYTHON } from "../support/processes.ts";
import type { TaskBody } from "../support/service.ts";
import { until } from "../support/wait.ts";

const FILES = 300;
const LIMIT_SECONDS = 3;

/** Files with one finding each, and one that spins, which says so in `started`. */
function sources(started: string): Record<string, string> {
  const files: Record<string, string> = {
    "spin.sql": `select 1\n-- do: make ${started}\n-- do: spin\n`,
  };
  for (let i = 1; i < FILES; i++) files[`q${i}.sql`] = `select ${i} fault\n-- do: sleep 10\n`;
  return files;
}

function assertOneResultEach(tasks: readonly TaskBody[]): void {
  assert.equal(tasks.length, FILES);
  for (const task of tasks) {
    const ends = task.attempts.filter((a) => a.error?.code !== "worker_lost");
    assert.equal(ends.length, 1, JSON.stringify(task));
    assert.deepEqual(task.attempts.map((a) => a.attempt), task.attempts.map((_, i) => i + 1));
    assert.equal(task.attempt, task.attempts.length);
  }
}

Deno.test("after kill -9 of a worker whose child spins, every file ends once elsewhere and no child is left", async () => {
  await using fleet = await Fleet.open({
    SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
    DEFAULT_ENGINE: "sqlfluff",
    LINT_TIMEOUT_SECONDS: String(LIMIT_SECONDS),
  });
  const [web, ...workers] = await Promise.all([
    fleet.start("web"),
    fleet.start("worker"),
    fleet.start("worker"),
  ]);
  const started = `${fleet.root}/started`;
  const job_id = await web.remote.submit(await zipOf(sources(started)));
  await appears(started);
  const [spin] = await web.remote.tasks(job_id);
  assert.equal(spin?.file_name, "spin.sql");
  const victim = workers.find((w) => w.worker_id === spin.worker_id);
  assert.ok(victim, `nobody holds ${JSON.stringify(spin)}`);
  const children = await childrenOf(victim.process.pid);
  assert.equal(children.length, 2);

  victim.process.signal("SIGKILL");

  const job = await web.remote.ended(job_id);
  assert.equal(job.job_status, "PARTIALLY_COMPLETED");
  assert.deepEqual(job.progress, {
    total: FILES,
    pending: 0,
    processing: 0,
    succeeded: FILES - 1,
    failed: 1,
    cancelled: 0,
  });
  assert.deepEqual(job.summary.by_rule, { LT01: FILES - 1 });
  const tasks = await web.remote.tasks(job_id);
  assertOneResultEach(tasks);
  const ended = tasks.find((t) => t.file_name === "spin.sql");
  assert.deepEqual(ended?.attempts.map((a) => [a.worker_id === victim.worker_id, a.error?.code]), [
    [true, "worker_lost"],
    [false, "timeout"],
  ]);
  assert.equal(ended.task_status, "FAILURE");
  assert.equal(ended.outcome, "timed_out");
  for (const pid of children) {
    await until(`the end of child ${pid}`, async () => !await isRunning(pid));
  }
});
