import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";
import { problemOf } from "../support/problem.ts";

Deno.test("while another process holds the store, submissions are 503 with Retry-After and none is lost or false", async () => {
  await using fleet = await Fleet.open({
    SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
    DEFAULT_ENGINE: "sqlfluff",
  });
  const { remote } = await fleet.start("all");
  const before = await remote.submit("select 1");
  assert.equal((await remote.ended(before)).job_status, "COMPLETED");

  const database = new DatabaseSync(`${fleet.root}/lintel.db`);
  try {
    database.exec("PRAGMA busy_timeout = 10000");
    database.exec("BEGIN IMMEDIATE");
    const refused = await Promise.all(
      [1, 2, 3].map((n) => remote.postJob({ sql_content: `select ${n} refused` })),
    );
    for (const response of refused) {
      await problemOf(response, "store_unavailable");
      assert.match(response.headers.get("Retry-After") ?? "", /^[1-9]\d*$/);
    }
    const alive = await remote.request("GET", "/api/v1/health");
    assert.equal(alive.status, 200);
    await alive.body?.cancel();
    database.exec("ROLLBACK");
  } finally {
    database.close();
  }

  const after = await remote.submit("select 2");
  assert.equal((await remote.ended(after)).job_status, "COMPLETED");
  const { jobs } = await remote.get<{ jobs: { job_id: string }[] }>("/api/v1/jobs");
  assert.deepEqual(jobs.map((j) => j.job_id).sort(), [before, after].sort());
});
