import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";

Deno.test("while the queue stands still jobs are taken and finished all the same, and afterwards too", async () => {
  await using fleet = await Fleet.open({
    SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
    DEFAULT_ENGINE: "sqlfluff",
  });
  const [web, worker] = await Promise.all([fleet.start("web"), fleet.start("worker")]);
  const database = new DatabaseSync(`${fleet.root}/queue.kv`);
  try {
    database.exec("PRAGMA busy_timeout = 10000");
    database.exec("BEGIN IMMEDIATE");
    for (const n of [1, 2, 3]) {
      const job = await web.remote.ended(await web.remote.submit(`select ${n} fault`));
      assert.equal(job.job_status, "COMPLETED");
    }
    database.exec("ROLLBACK");
  } finally {
    database.close();
  }
  const job = await web.remote.ended(await web.remote.submit("select 4 fault"));
  assert.equal(job.job_status, "COMPLETED");
  for (const { process } of [web, worker]) {
    process.signal("SIGTERM");
    assert.equal(await process.ended(), 0);
  }
});
