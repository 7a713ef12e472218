import assert from "node:assert/strict";
import { appears, childrenOf, Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";
import { until } from "../support/wait.ts";

/** Milliseconds: longer than a heartbeat may stand still before its worker counts as lost. */
const LONG = 7000;

Deno.test("a worker that froze is replaced, its late result changes nothing, and one that is only slow is left alone", async () => {
  await using fleet = await Fleet.open({
    SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
    DEFAULT_ENGINE: "sqlfluff",
  });
  const [web, frozen] = await Promise.all([fleet.start("web"), fleet.start("worker")]);
  const [begun, free] = [`${fleet.root}/begun`, `${fleet.root}/free`];
  const taken = await web.remote.submit(
    `select 1 fault\n-- do: make ${begun}\n-- do: wait ${free}`,
  );
  await appears(begun);
  frozen.process.signal("SIGSTOP");
  // Its child goes on and answers into the pipe, where the answer waits for the worker.
  await Deno.writeTextFile(free, "");

  const other = await fleet.start("worker");
  const slow = await web.remote.submit(`select 2 fault\n-- do: sleep ${LONG}`);
  const rescued = await web.remote.ended(taken);
  assert.equal(rescued.job_status, "COMPLETED");
  frozen.process.signal("SIGCONT");
  await frozen.process.logged("a result came too late");

  const [task] = await web.remote.tasks(taken);
  assert.deepEqual(task?.attempts.map((a) => [a.worker_id, a.error?.code ?? null]), [
    [frozen.worker_id, "worker_lost"],
    [other.worker_id, null],
  ]);
  assert.deepEqual((await web.remote.job(taken)).summary.by_rule, { LT01: 1 });
  const left = await web.remote.ended(slow);
  assert.equal(left.job_status, "COMPLETED");
  const [patient] = await web.remote.tasks(slow);
  assert.equal(patient?.attempts.length, 1);
  // It takes part again: what it missed cost it nothing.
  await until("both workers online", async () => {
    const { online_workers } = await web.remote.get<{ online_workers: number }>(
      "/api/v1/monitoring/workers",
    );
    return online_workers === 2;
  });
  assert.ok((await childrenOf(frozen.process.pid)).length <= 2);
});
