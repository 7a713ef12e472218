import assert from "node:assert/strict";
import { zipOf } from "../support/archives.ts";
import { appears, Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";
import { until } from "../support/wait.ts";

const QUICK = 6;

Deno.test("what waits behind a long file in one worker is given back to another that is free", async () => {
  await using fleet = await Fleet.open({
    SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
    DEFAULT_ENGINE: "sqlfluff",
    WORKER_CONCURRENCY: "1",
  });
  const [web, busy] = await Promise.all([fleet.start("web"), fleet.start("worker")]);
  const [begun, free] = [`${fleet.root}/begun`, `${fleet.root}/free`];
  const files: Record<string, string> = {
    "long.sql": `-- do: make ${begun}\n-- do: wait ${free}`,
  };
  for (let i = 0; i < QUICK; i++) files[`quick${i}.sql`] = `select ${i}`;
  const job_id = await web.remote.submit(await zipOf(files));
  await appears(begun);

  const other = await fleet.start("worker");
  await until("the end of the quick files", async () => {
    return (await web.remote.job(job_id)).progress.succeeded === QUICK;
  });
  await Deno.writeTextFile(free, "");
  assert.equal((await web.remote.ended(job_id)).job_status, "COMPLETED");
  for (const task of await web.remote.tasks(job_id)) {
    const worker = task.file_name === "long.sql" ? busy : other;
    assert.equal(task.worker_id, worker.worker_id, JSON.stringify(task));
    assert.equal(task.attempts.length, 1, JSON.stringify(task));
  }
});
