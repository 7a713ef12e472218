import assert from "node:assert/strict";
import { problemOf } from "../../support/problem.ts";
import { openService, type TestService } from "../../support/service.ts";
import { until } from "../../support/wait.ts";

const MONITORING = "/api/v1/monitoring";

interface WorkerBody {
  worker_name: string;
  status: string;
  active_tasks: number;
  current_tasks: Record<string, unknown>[];
  total_tasks: number;
  pool_implementation: string;
  pool_processes: number;
  rusage: Record<string, number>;
  registered_tasks: string[];
}

interface Workers {
  timestamp: string;
  total_workers: number;
  online_workers: number;
  workers: WorkerBody[];
  queues: { name: string; length: number; status: string }[];
}

async function theWorker(service: TestService): Promise<WorkerBody> {
  const { workers } = await service.get<Workers>(`${MONITORING}/workers`);
  assert.equal(workers.length, 1);
  return workers[0]!;
}

async function control(service: TestService, id: string, action: string) {
  const path = `${MONITORING}/workers/${id}/control?action=${action}`;
  return await service.request("POST", path);
}

async function resultOf(response: Response): Promise<string> {
  const body = await response.json() as Record<string, string>;
  assert.equal(response.status, 200);
  assert.deepEqual(Object.keys(body), ["worker_id", "action", "timestamp", "result"]);
  return body.result!;
}

Deno.test("workers are shown in the words of the Python service", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const gate = `${service.root}/gate`;
  const job_id = await service.submit(`-- do: wait for ${gate}`, { file_name: "slow.sql" });
  const body = await until("the worker to say what it does", async () => {
    const now = await service.get<Workers>(`${MONITORING}/workers`);
    return now.workers[0]?.active_tasks === 1 ? now : null;
  });
  assert.deepEqual([body.total_workers, body.online_workers], [1, 1]);
  assert.deepEqual(body.queues.map((q) => [q.name, q.status]).toSorted(), [
    ["sql_analysis", "active"],
    ["zip_processing", "active"],
  ]);
  const worker = body.workers[0]!;
  assert.match(worker.worker_name, /^worker-[a-z0-9]+@here$/);
  assert.equal(worker.status, "online");
  const [task] = worker.current_tasks;
  assert.deepEqual(Object.keys(task!), ["task_id", "task_name", "args", "kwargs", "time_start"]);
  assert.deepEqual(task?.args, [job_id]);
  assert.deepEqual(task?.kwargs, { file_name: "slow.sql", attempt: 1 });
  assert.equal(worker.pool_implementation, "processes");
  assert.equal(worker.pool_processes, 1);
  assert.deepEqual(worker.registered_tasks, ["lint_file", "expand_archive"]);
  assert.ok(worker.rusage.utime! >= 0);
  await Deno.writeTextFile(gate, "");
  await service.ended(job_id);
  const idle = await until("the worker to be idle", async () => {
    const now = await theWorker(service);
    return now.total_tasks === 1 ? now : null;
  });
  assert.deepEqual([idle.active_tasks, idle.current_tasks], [0, []]);
});

Deno.test("one worker is shown while it is online, and not found after", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { worker_name } = await theWorker(service);
  const path = `${MONITORING}/workers/${worker_name}`;
  const one = await service.get<Record<string, unknown>>(path);
  assert.deepEqual(
    [one.worker_id, one.status, one.active_tasks, one.scheduled_tasks, one.reserved_tasks],
    [worker_name, "online", [], [], []],
  );
  assert.equal((one.stats as WorkerBody).worker_name, worker_name);
  await problemOf(await service.request("GET", `${MONITORING}/workers/x@y`), "not_found");
  await service.worker.stop();
  await problemOf(await service.request("GET", path), "not_found");
  const { online_workers } = await service.get<Workers>(`${MONITORING}/workers`);
  assert.equal(online_workers, 0);
});

Deno.test("workers gone for less than ten minutes are counted and listed as offline", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const beat = (worker_id: string, status: "online" | "lost" | "offline", info = {}) =>
    service.services.store.workers.heartbeat({
      worker_id,
      host: "far",
      pid: 1,
      status,
      concurrency: 1,
      started_at: 0,
      heartbeat_at: service.services.now(),
      beat: 1,
      info,
    });
  const current_tasks = [{ task_id: "t" }];
  const pool = { native: { processes: 1, pids: [7] } };
  await beat("worker-a@far", "online", { current_tasks, pool, total: { lint_file: 3 } });
  await beat("worker-b@far", "offline");
  await beat("worker-c@far", "lost");
  await beat("web-d@far", "online", { role: "web", address: "far:8000" });
  service.advance(60_000);
  const shown = async () => {
    const body = await service.get<Workers>(`${MONITORING}/workers`);
    return [body.total_workers, body.online_workers, body.workers.map((w) => w.status)];
  };
  // Its own next heartbeat comes within a second, by the clock that was put forward.
  await until("the worker to be heard", async () => (await shown())[1] === 1);
  const own = (await service.get<Workers>(`${MONITORING}/workers`)).workers;
  const gone = own.find((w) => w.worker_name === "worker-a@far")!;
  assert.deepEqual(
    [gone.status, gone.active_tasks, gone.current_tasks, gone.pool_processes, gone.total_tasks],
    ["offline", 0, [], 0, 3],
  );
  assert.deepEqual((await shown()).slice(0, 2), [4, 1]);
  service.advance(550_000);
  await until("the worker to be heard again", async () => (await shown())[1] === 1);
  assert.deepEqual(await shown(), [1, 1, ["online"]]);
  await problemOf(await control(service, "web-d@far", "shutdown"), "not_found");
});

Deno.test("a worker that fell silent is not online", async () => {
  await using service = await openService();
  await service.services.store.workers.heartbeat({
    worker_id: "worker-old@far",
    host: "far",
    pid: 1,
    status: "online",
    concurrency: 1,
    started_at: service.services.now(),
    heartbeat_at: service.services.now(),
    beat: 1,
    info: {},
  });
  const path = `${MONITORING}/workers/worker-old@far`;
  const fresh = await service.get<{ stats: WorkerBody }>(path);
  assert.deepEqual([fresh.stats.total_tasks, fresh.stats.pool_processes], [0, 0]);
  service.advance(6_000);
  await problemOf(await service.request("GET", path), "not_found");
});

Deno.test("a control action that is none is refused; so is one for no worker", async () => {
  await using service = await openService();
  await problemOf(await control(service, "x", "explode"), "invalid_action", ["action"]);
  await problemOf(await control(service, "x", "pause"), "not_found");
  const bare = await service.request("POST", `${MONITORING}/workers/x/control`);
  await problemOf(bare, "validation_failed", ["action"]);
});

Deno.test("a paused worker takes nothing until it is resumed", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { worker_name } = await theWorker(service);
  assert.equal(await resultOf(await control(service, worker_name, "pause")), "paused");
  const job_id = await service.submit("fine\n");
  await until("the pause to be shown", async () => (await theWorker(service)).status === "paused");
  assert.equal((await service.services.store.jobs.get(job_id))?.status, "ACCEPTED");
  assert.equal(await resultOf(await control(service, worker_name, "resume")), "resumed");
  assert.equal((await service.ended(job_id)).job_status, "COMPLETED");
});

Deno.test("pool_restart replaces the lint processes, reset_stats clears the counters", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  await service.ended(await service.submit("fine\n"));
  const { worker_name } = await theWorker(service);
  const engine = service.services.engines.get("native")!;
  const before = engine.stats().pids;
  await resultOf(await control(service, worker_name, "pool_restart"));
  assert.deepEqual(engine.stats().pids.filter((pid) => before.includes(pid)), []);
  assert.equal(
    await resultOf(await control(service, worker_name, "reset_stats")),
    "counters are zero",
  );
  await until("the counters to be shown", async () => (await theWorker(service)).total_tasks === 0);
  assert.equal(engine.stats().started_total, 0);
  assert.equal((await service.ended(await service.submit("good\n"))).job_status, "COMPLETED");
});

Deno.test("shutdown asks the worker's process to end", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { worker_name } = await theWorker(service);
  assert.equal(await resultOf(await control(service, worker_name, "shutdown")), "shutting down");
  await service.worker.shutdownAsked;
});

Deno.test("a worker that does not answer in time has taken the action all the same", async () => {
  await using service = await openService();
  await service.services.store.workers.heartbeat({
    worker_id: "w@h",
    host: "h",
    pid: 1,
    status: "online",
    concurrency: 1,
    started_at: 0,
    heartbeat_at: service.services.now() + 60_000,
    beat: 1,
    info: {},
  });
  let answered = false;
  const pending = control(service, "w@h", "pause").finally(() => answered = true);
  await until("the answer", () => {
    service.advance(100);
    return answered;
  });
  assert.match(await resultOf(await pending), /has not answered yet/);
});

Deno.test("the figures of the machine are real ones", async () => {
  await using service = await openService();
  interface Disk {
    total: number;
    used: number;
    free: number;
    usage_percent: number;
  }
  const system = await service.get<{
    cpu: { core_count: number };
    memory: { total: number; available: number; used: number; usage_percent: number };
    disk: Disk;
    nfs_storage: Disk;
    network: Record<string, number> | null;
    process: { pid: number; memory_info: { rss: number }; create_time: number };
  }>(`${MONITORING}/system`);
  assert.ok(system.cpu.core_count >= 1);
  assert.ok(system.memory.used > 0 && system.memory.used <= system.memory.total);
  for (const disk of [system.disk, system.nfs_storage]) {
    assert.ok(disk.total > 0 && disk.usage_percent >= 0 && disk.usage_percent <= 100);
  }
  assert.equal(system.process.pid, Deno.pid);
  assert.ok(system.process.memory_info.rss > 10_000_000);
  assert.ok(Math.abs(system.process.create_time - Date.now() / 1000) < 3600);
});
