import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { appears, Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";
import { sleep } from "../support/wait.ts";

/** Milliseconds: longer than a heartbeat may stand still before its worker counts as lost. */
const STALL = 8000;

Deno.test("a store that stalls makes nobody lost: tasks at work end once, by the worker that began them", async () => {
  await using fleet = await Fleet.open({
    SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
    DEFAULT_ENGINE: "sqlfluff",
  });
  const [web] = await Promise.all([
    fleet.start("web"),
    fleet.start("worker"),
    fleet.start("worker"),
  ]);
  const free = `${fleet.root}/free`;
  const jobs: string[] = [];
  for (const n of [1, 2]) {
    const begun = `${fleet.root}/begun${n}`;
    jobs.push(
      await web.remote.submit(`select ${n} fault\n-- do: make ${begun}\n-- do: wait ${free}`),
    );
    await appears(begun);
  }
  const database = new DatabaseSync(`${fleet.root}/lintel.db`);
  try {
    database.exec("PRAGMA busy_timeout = 10000");
    database.exec("BEGIN IMMEDIATE");
    await Deno.writeTextFile(free, "");
    await sleep(STALL);
    database.exec("ROLLBACK");
  } finally {
    database.close();
  }
  for (const job_id of jobs) {
    const job = await web.remote.ended(job_id);
    assert.deepEqual(job.summary.by_rule, { LT01: 1 });
    const [task] = await web.remote.tasks(job_id);
    assert.deepEqual(task?.attempts.map((a) => a.error), [null], JSON.stringify(task));
  }
});
