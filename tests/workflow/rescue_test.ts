import assert from "node:assert/strict";
import type { WorkerRow } from "../../src/store/port.ts";
import { expand } from "../../src/workflow/expand.ts";
import { Rescuer } from "../../src/workflow/rescue.ts";
import { zipOf } from "../support/archives.ts";
import { openService, type TestService } from "../support/service.ts";

const AFTER = 5000;

/** A worker of another process, and the rescuer with a clock of its own. */
function scene(service: TestService) {
  const { services } = service;
  let clock = 0;
  let beat = 0;
  let heard = true;
  const told: [number, number][] = [];
  const ended: string[] = [];
  const rescuer = new Rescuer(
    services,
    {
      rescued: (...counts) => told.push(counts),
      jobEnded: (_, status) => ended.push(status),
    },
    () => heard,
    () => clock,
    AFTER,
  );
  const row = (status: WorkerRow["status"] = "online"): WorkerRow => ({
    worker_id: "worker-gone@far",
    host: "far",
    pid: 1,
    status,
    concurrency: 1,
    started_at: 0,
    heartbeat_at: services.now(),
    beat: ++beat,
    info: {},
  });
  return {
    told,
    ended,
    heartbeat: () => services.store.workers.heartbeat(row()),
    claim: (limit = 10) =>
      services.store.tasks.claim("worker-gone@far", limit, limit, services.now()),
    /** Lets the rescuer look each second for so many seconds. */
    async watch(seconds: number, each: () => Promise<unknown> = () => Promise.resolve()) {
      for (let i = 0; i < seconds; i++) {
        clock += 1000;
        await each();
        await rescuer.runOnce();
      }
    },
    setHeard(value: boolean) {
      heard = value;
    },
    /** No look for so many seconds: the machine slept. */
    sleep(seconds: number) {
      clock += seconds * 1000;
    },
  };
}

Deno.test("a worker whose heartbeat stands still loses its tasks", async () => {
  await using service = await openService();
  const { told, heartbeat, claim, watch } = scene(service);
  const job_id = await service.submit("select 1\n");
  await heartbeat();
  await claim();
  await watch(5);
  assert.deepEqual(told, []);
  await watch(1);
  assert.deepEqual(told, [[1, 0]]);
  const [task] = await service.tasks(job_id);
  assert.deepEqual([task?.task_status, task?.attempt], ["PENDING", 1]);
  assert.deepEqual(task?.attempts.map((a) => a.error?.code), ["worker_lost"]);
  const row = await service.services.store.workers.get("worker-gone@far");
  assert.equal(row?.status, "lost");
});

Deno.test("a worker that beats keeps its tasks, however long they take", async () => {
  await using service = await openService();
  const { told, heartbeat, claim, watch } = scene(service);
  const job_id = await service.submit("select 1\n");
  await heartbeat();
  await claim();
  service.advance(365 * 86_400_000);
  await watch(60, heartbeat);
  assert.deepEqual(told, []);
  assert.equal((await service.tasks(job_id))[0]?.task_status, "PROCESSING");
});

Deno.test("after a sleep of the machine, watching starts anew", async () => {
  await using service = await openService();
  const { told, heartbeat, claim, watch, sleep } = scene(service);
  await service.submit("select 1\n");
  await heartbeat();
  await claim();
  await watch(4);
  sleep(3600);
  await watch(5);
  assert.deepEqual(told, []);
  await watch(1);
  assert.deepEqual(told, [[1, 0]]);
});

Deno.test("claims of a worker that has no row at all are taken back as well", async () => {
  await using service = await openService();
  const { told, claim, watch } = scene(service);
  await service.submit("select 1\n");
  await claim();
  await watch(6);
  assert.deepEqual(told, [[1, 0]]);
});

Deno.test("more tasks than one write takes are all taken back", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  await service.worker.stop();
  const files = Object.fromEntries(Array.from({ length: 450 }, (_, i) => [`${i}.sql`, "x\n"]));
  await service.submit(await zipOf(files));
  const { store, now } = service.services;
  const [claim] = await store.expansions.claim("w@h", 1, now());
  await expand(service.services, claim!);
  const { told, heartbeat, claim: take, watch } = scene(service);
  await heartbeat();
  assert.equal((await take(450)).length, 450);
  await watch(6);
  assert.deepEqual(told, [[450, 0]]);
});

Deno.test("a task that lost its worker at every attempt is dead-lettered", async () => {
  await using service = await openService();
  const { told, ended, heartbeat, claim, watch } = scene(service);
  const job_id = await service.submit("select 1\n");
  for (let attempt = 1; attempt <= 3; attempt++) {
    await heartbeat();
    service.advance(60_000);
    assert.equal((await claim()).length, 1);
    await watch(6);
  }
  assert.deepEqual(told, [[1, 0], [1, 0], [0, 1]]);
  assert.deepEqual(ended, ["FAILED"]);
  const [task] = await service.tasks(job_id);
  assert.equal(task?.task_status, "FAILURE");
  assert.ok(task?.dead_lettered_at);
  assert.deepEqual(task?.attempts.map((a) => a.error?.code), [
    "worker_lost",
    "worker_lost",
    "worker_lost",
  ]);
  const job = await service.get<{ job_status: string }>(`/api/v1/jobs/${job_id}`);
  assert.equal(job.job_status, "FAILED");
});

Deno.test("an expansion of a lost worker is taken back", async () => {
  await using service = await openService();
  const { told, heartbeat, watch } = scene(service);
  await service.submit(await zipOf({ "a.sql": "x\n" }));
  const { store, now } = service.services;
  await heartbeat();
  assert.equal((await store.expansions.claim("worker-gone@far", 1, now())).length, 1);
  await watch(6);
  assert.deepEqual(told, [[1, 0]]);
  service.advance(60_000);
  assert.equal((await store.expansions.claim("other@h", 1, now())).length, 1);
});

Deno.test("while this process's own heartbeats do not reach the store, nobody counts as lost", async () => {
  await using service = await openService();
  const { told, heartbeat, claim, watch, setHeard } = scene(service);
  await service.submit("select 1\n");
  await heartbeat();
  assert.equal((await claim()).length, 1);
  await watch(3);
  setHeard(false);
  await watch(10);
  setHeard(true);
  // The time of the silence does not count either.
  await watch(4);
  assert.deepEqual(told, []);
  await watch(2);
  assert.deepEqual(told, [[1, 0]]);
});
