/** Hosts whose clocks are wrong, on a store that they share: everything goes by the store's time. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mariaDb, NO_MARIADB, stopMariaDb } from "../support/mariadb.ts";
import { Fleet } from "../support/processes.ts";
import type { Remote } from "../support/remote.ts";
import { sleep, until } from "../support/wait.ts";

const REQUIRED = Deno.env.get("LINTEL_REQUIRE_INTEGRATION") === "1";
const NO_FAKETIME = !existsSync("/usr/bin/faketime") && !REQUIRED;

function clockTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: NO_MARIADB || NO_FAKETIME, fn });
}

async function fleetOnMysql(): Promise<Fleet> {
  const server = await mariaDb();
  return await Fleet.open({ DATABASE_URL: server.url(await server.newDatabase()) });
}

async function workersOnline(remote: Remote): Promise<number> {
  const { checks } = await remote.get<{ checks: { workers: { worker_count: number } } }>(
    "/api/v1/health/workers",
  );
  return checks.workers.worker_count;
}

/** Milliseconds that the time of a job may differ from ours: far less than the clocks do. */
const CLOSE = 120_000;

for (const clock of ["+10m", "-10m"]) {
  clockTest(
    `a web process whose clock is ${clock} sees its workers, and its jobs wait for nobody`,
    async () => {
      await using fleet = await fleetOnMysql();
      const [{ remote }] = await Promise.all([
        fleet.start("web", { clock }),
        fleet.start("worker"),
      ]);
      await until("a worker online", async () => await workersOnline(remote) === 1);
      const job_id = await remote.submit("SELECT a from t\n");
      const job = await remote.ended(job_id);
      assert.equal(job.job_status, "COMPLETED");
      for (const time of [job.created_at, job.finished_at]) {
        assert.ok(Math.abs(Date.parse(String(time)) - Date.now()) < CLOSE, String(time));
      }
    },
  );
}

clockTest(
  "a worker whose clock is forty days ahead takes nothing early and cleans nothing",
  async () => {
    await using fleet = await fleetOnMysql();
    const [{ remote }, first] = await Promise.all([fleet.start("web"), fleet.start("worker")]);
    const old = await remote.submit("SELECT a from t\n");
    assert.equal((await remote.ended(old)).job_status, "COMPLETED");
    const ahead = await fleet.start("worker", { clock: "+40d" });
    // It cleans as soon as it starts, and each worker looks for tasks each second.
    await sleep(3000);
    first.process.signal("SIGTERM");
    assert.equal(await first.process.ended(), 0);
    const young = await remote.submit("SELECT b from t\n");
    const job = await remote.ended(young);
    const [task] = await remote.tasks(young);
    assert.equal(task?.attempts[0]?.worker_id, ahead.worker_id);
    assert.ok(Math.abs(Date.parse(String(job.finished_at)) - Date.now()) < CLOSE);
    for (const job_id of [old, young]) {
      const [task] = await remote.tasks(job_id);
      await remote.get(`/api/v1/tasks/${task!.task_id}/result`);
      const source = await remote.request("GET", `/api/v1/tasks/${task!.task_id}/source`);
      assert.match(await source.text(), /^SELECT/);
    }
    assert.equal(await workersOnline(remote), 1);
  },
);

Deno.test.afterAll(stopMariaDb);
