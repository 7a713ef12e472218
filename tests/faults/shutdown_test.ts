import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { openKvQueue } from "../../src/queue/deno_kv/mod.ts";
import { zipOf } from "../support/archives.ts";
import { patience } from "../support/patience.ts";
import { appears, childrenOf, Fleet, isRunning, SCRIPTED_PYTHON } from "../support/processes.ts";
import { acceptedId } from "../support/remote.ts";
import { until } from "../support/wait.ts";

const SCRIPTED = { SQLFLUFF_PYTHON: SCRIPTED_PYTHON, DEFAULT_ENGINE: "sqlfluff" };

async function archive(files: number, ms: number): Promise<Uint8Array> {
  const sources: Record<string, string> = {};
  for (let i = 0; i < files; i++) sources[`q${i}.sql`] = `select ${i} fault\n-- do: sleep ${ms}\n`;
  return await zipOf(sources);
}

/** What jobs have on the volume: a long upload is there before its end. */
function uploads({ root }: Fleet): number {
  const jobs = `${root}/files/jobs`;
  const shelves = [...Deno.readDirSync(jobs)];
  return shelves.flatMap((shelf) => [...Deno.readDirSync(`${jobs}/${shelf.name}`)]).length;
}

Deno.test("a rolling restart of web and workers loses nothing and repeats nothing", async () => {
  const files = 120;
  await using fleet = await Fleet.open(SCRIPTED);
  const [web, first, second] = await Promise.all([
    fleet.start("web"),
    fleet.start("worker"),
    fleet.start("worker"),
  ]);
  const jobs = [await web.remote.submit(await archive(files, 40))];
  await until("tasks that run", async () => {
    const { progress } = await web.remote.job(jobs[0]!);
    return progress.succeeded > 0 && progress.processing > 0;
  });
  first.process.signal("SIGTERM");
  const third = await fleet.start("worker");
  assert.equal(await first.process.ended(), 0);
  second.process.signal("SIGTERM");
  jobs.push(await web.remote.submit("select 1 fault"));
  web.process.signal("SIGTERM");
  const { remote } = await fleet.start("web");
  assert.equal(await web.process.ended(), 0);
  assert.equal(await second.process.ended(), 0);
  jobs.push(await remote.submit("select 2 fault"));

  for (const job_id of jobs) {
    const job = await remote.ended(job_id);
    assert.equal(job.job_status, "COMPLETED");
    assert.equal(job.summary.by_rule.LT01, job.progress.total);
    for (const task of await remote.tasks(job_id)) {
      assert.deepEqual(task.attempts.map((a) => a.error), [null], JSON.stringify(task));
    }
  }
  const { workers, online_workers } = await remote.get<
    { workers: { worker_name: string; status: string }[]; online_workers: number }
  >("/api/v1/monitoring/workers");
  const online = workers.filter((w) => w.status !== "offline").map((w) => w.worker_name);
  assert.deepEqual([online, online_workers, workers.length], [[third.worker_id], 1, 3]);
});

Deno.test("a worker told to stop gives back what takes longer than it may wait, and leaves no child", async () => {
  await using fleet = await Fleet.open({ ...SCRIPTED, SHUTDOWN_SECONDS: "1" });
  const [web, worker] = await Promise.all([fleet.start("web"), fleet.start("worker")]);
  const [begun, free] = [`${fleet.root}/begun`, `${fleet.root}/free`];
  const job_id = await web.remote.submit(
    `select 1 fault\n-- do: make ${begun}\n-- do: wait ${free}`,
  );
  await appears(begun);
  const children = await childrenOf(worker.process.pid);
  assert.ok(children.length > 0);
  worker.process.signal("SIGTERM");
  assert.equal(await worker.process.ended(), 0);
  for (const pid of children) {
    await until(`the end of child ${pid}`, async () => !await isRunning(pid));
  }
  const [held] = await web.remote.tasks(job_id);
  assert.equal(held?.task_status, "PENDING");

  await Deno.writeTextFile(free, "");
  await fleet.start("worker");
  assert.equal((await web.remote.ended(job_id)).job_status, "COMPLETED");
  const [done] = await web.remote.tasks(job_id);
  assert.deepEqual(done?.attempts.filter((a) => a.error === null).length, 1);
  assert.equal(done?.error_count, 1);
});

Deno.test("readiness fails from the first moment of a drain, and the request under way is answered", async () => {
  await using fleet = await Fleet.open(SCRIPTED);
  const { process, remote } = await fleet.start("all");
  const [begun, free] = [`${fleet.root}/begun`, `${fleet.root}/free`];
  const sql_content = `select 1\n-- do: make ${begun}\n-- do: wait ${free}`;
  const waiting = remote.request("POST", "/api/v1/jobs?wait=30", {
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sql_content }),
  });
  await appears(begun);
  // A probe that was begun before the drain: new connections are refused from then on.
  const probe = await Deno.connect({
    hostname: "127.0.0.1",
    port: Number(new URL(remote.url).port),
  });
  const write = (text: string) => probe.write(new TextEncoder().encode(text));
  await write("GET /api/v1/health/ready HTTP/1.1\r\nHost: localhost\r\n");
  await remote.get("/api/v1/health");
  process.signal("SIGTERM");
  await process.logged("stopping");
  await write("Connection: close\r\n\r\n");
  assert.match(await new Response(probe.readable).text(), /^HTTP\/1\.1 503 /);
  await Deno.writeTextFile(free, "");
  const response = await waiting;
  assert.equal(response.status, 200);
  assert.equal((await response.json()).job_status, "COMPLETED");
  assert.equal(await process.ended(), 0);
});

/** Enough of an upload for the disk to see it before it is there as a whole. */
const LONG_BEGINNING = `select${" ".repeat(200_000)}`;

Deno.test("open event streams and uploads that never end do not keep a web process from ending", async () => {
  await using fleet = await Fleet.open({ ...SCRIPTED, SHUTDOWN_SECONDS: "2" });
  const { process, remote } = await fleet.start("web");
  const job_id = await remote.submit("select 1");
  const events = await remote.request("GET", `/api/v1/jobs/${job_id}/events`);
  const upload = await Deno.connect({
    hostname: "127.0.0.1",
    port: Number(new URL(remote.url).port),
  });
  try {
    const head =
      "POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sql\r\n";
    const begun = `${head}Content-Length: 1000000\r\n\r\n${LONG_BEGINNING}`;
    for (let rest = new TextEncoder().encode(begun); rest.length > 0;) {
      rest = rest.subarray(await upload.write(rest));
    }
    await until("the upload's file", () => uploads(fleet) === 1);
    process.signal("SIGTERM");
    assert.equal(await process.ended(patience(5000)), 0);
    assert.match(await events.text(), /^event: progress$/m);
  } finally {
    upload.close();
  }
});

Deno.test("an upload that is under way when the drain begins is taken", async () => {
  await using fleet = await Fleet.open(SCRIPTED);
  const { process, remote } = await fleet.start("web");
  const stopping = Promise.withResolvers<void>();
  const body = ReadableStream.from((async function* () {
    yield new TextEncoder().encode(LONG_BEGINNING);
    await stopping.promise;
    yield new TextEncoder().encode(" 1 fault");
  })());
  const answer = remote.request("POST", "/api/v1/jobs", {
    headers: { "Content-Type": "application/sql" },
    body,
  });
  await until("the upload's file", () => uploads(fleet) === 1);
  process.signal("SIGTERM");
  await process.logged("stopping");
  stopping.resolve();
  const job_id = await acceptedId(await answer);
  assert.equal(await process.ended(), 0);
  const next = await fleet.start("all");
  assert.equal((await next.remote.ended(job_id)).summary.by_rule.LT01, 1);
});

Deno.test("a worker that cannot hand over what waits is told of as gone, closes its store, and exits with 1", async () => {
  await using fleet = await Fleet.open(SCRIPTED);
  const { process, remote, worker_id } = await fleet.start("all");
  const [store, queue] = [`${fleet.root}/lintel.db`, `${fleet.root}/queue.kv`];
  await remote.submit("-- do: crash");
  {
    using held = new DatabaseSync(store);
    held.exec("PRAGMA busy_timeout = 10000");
    const second = held.prepare(
      "SELECT due_at FROM tasks WHERE status = 'PENDING' AND attempt > 0",
    );
    const due = await until("an attempt that is to come", () => {
      held.exec("BEGIN IMMEDIATE");
      const task = second.get();
      if (task === undefined) held.exec("ROLLBACK");
      return task?.due_at;
    });
    await until("work that cannot be claimed now", () => Date.now() > Number(due));
    await deliver(queue, 40);
    using refusing = new DatabaseSync(queue);
    refusing.exec(`PRAGMA busy_timeout = 10000;
      CREATE TRIGGER refuse BEFORE INSERT ON queue BEGIN SELECT RAISE(ABORT, 'it is full'); END`);
    process.signal("SIGTERM");
    await process.logged("stopping");
    held.exec("ROLLBACK");
  }
  assert.equal(await process.ended(), 1);
  assert.match(process.stderr, /^lintel: not all of it was stopped: [^\n]+\n$/m);
  await process.logged("stopped");
  // SQLite removes the log of a database when its last connection is closed, and only then.
  const left = [...Deno.readDirSync(fleet.root)].map(({ name }) => name);
  assert.deepEqual(left.filter((name) => name.endsWith("-wal")), []);
  using after = new DatabaseSync(store);
  const workers = after.prepare("SELECT worker_id, status FROM workers").all();
  assert.deepEqual(workers.map((w) => [w.worker_id, w.status]), [[worker_id, "offline"]]);
});

/** Gives a worker messages, and waits until it has them all, be they begun or not. */
async function deliver(path: string, messages: number): Promise<void> {
  const queue = await openKvQueue(path);
  for (let n = 0; n < messages; n++) await queue.enqueue("sql_analysis", [`task ${n}`]);
  await queue.close();
  using database = new DatabaseSync(path, { readOnly: true });
  const waiting = database.prepare("SELECT count(*) AS messages FROM queue");
  await until("the queue to be empty", () => waiting.get()?.messages === 0);
}
