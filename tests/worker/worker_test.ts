import assert from "node:assert/strict";
import { ERRORS, LintelError } from "../../src/errors.ts";
import { submit } from "../../src/workflow/submit.ts";
import { zipOf } from "../support/archives.ts";
import { patience } from "../support/patience.ts";
import { logLines } from "../support/log_lines.ts";
import { openService } from "../support/service.ts";
import { until } from "../support/wait.ts";
import { onVolume } from "../support/on_volume.ts";

Deno.test("an archive is linted whole: every file one result, siblings of a bad one included", async () => {
  await using service = await openService({ worker: true, scripted: { timeout: patience(300) } });
  const files: Record<string, string> = {};
  for (let i = 0; i < 30; i++) files[`f${i}.sql`] = `fault ${i}\n`;
  files["f7.sql"] = "-- do: spin";
  files["f19.sql"] = "-- do: refuse memory_limit";
  const job_id = await service.submit(await zipOf(files));
  const job = await service.ended(job_id);
  assert.equal(job.job_status, "PARTIALLY_COMPLETED");
  assert.deepEqual([job.progress.succeeded, job.progress.failed, job.error_count], [28, 2, 28]);
  for (const task of await service.tasks(job_id)) {
    assert.equal(task.attempts.length, 1, task.file_name);
    assert.equal(task.attempt, 1, task.file_name);
  }
  const failed = (await service.tasks(job_id)).filter((t) => t.task_status === "FAILURE");
  assert.deepEqual(
    failed.map((t) => [t.file_name, t.outcome, t.error?.code, t.dead_lettered_at]),
    [["f7.sql", "timed_out", "timeout", null], ["f19.sql", "failed", "memory_limit", null]],
  );
});

Deno.test("a crash is tried again with a growing pause, and the errors are kept", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const once = `${service.root}/once`;
  const job_id = await service.submit(`-- do: crash unless ${once}\nfault\n`);
  const task = await until("the first attempt to end", async () => {
    const [now] = await service.tasks(job_id);
    return now?.attempts.length === 1 ? now : null;
  });
  assert.equal(task.task_status, "PENDING");
  assert.equal(task.attempts[0]?.error?.code, "engine_failed");
  const row = await service.services.store.tasks.get(task.task_id);
  const pause = row!.due_at - Date.parse(task.attempts[0]!.finished_at);
  assert.equal(pause, 1000);
  service.advance(1000);
  const job = await service.ended(job_id);
  assert.deepEqual([job.job_status, job.error_count], ["COMPLETED", 1]);
  const [done] = await service.tasks(job_id);
  assert.deepEqual(done?.attempts.map((a) => a.error?.code ?? null), ["engine_failed", null]);
});

Deno.test("a file that crashes at every attempt is dead-lettered, and can be retried by hand", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await service.submit("-- do: crash");
  for (let attempts = 1; attempts <= 3; attempts++) {
    await until(
      `attempt ${attempts}`,
      async () => (await service.tasks(job_id))[0]?.attempts.length === attempts,
    );
    service.advance(60_000);
  }
  const job = await service.ended(job_id);
  assert.deepEqual([job.job_status, job.verdict], ["FAILED", null]);
  const [task] = await service.tasks(job_id);
  assert.ok(task?.dead_lettered_at);
  assert.deepEqual(
    task.attempts.map((a) => a.error?.message),
    Array(3).fill("the lint process ended by exit code 70"),
  );
  const retried = await service.request("POST", `/api/v1/tasks/${task.task_id}/retry`);
  assert.equal(retried.status, 202);
  await retried.body?.cancel();
  const again = await until("the attempt by hand", async () => {
    const [now] = await service.tasks(job_id);
    return now!.attempts.length === 4 ? now : null;
  });
  assert.equal(again?.attempts.at(-1)?.error?.code, "engine_failed");
});

Deno.test("what a job keeps of a failed volume names no path of the machine; the log does", async () => {
  await using log = await logLines("warning");
  await using service = await openService({ worker: true, scripted: {} });
  const { files } = service.services;
  const read = files.read.bind(files);
  files.read = () => {
    files.read = read;
    const cause = Object.assign(new Error(`reading ${service.root}/files failed`), { code: "EIO" });
    const message = `file storage: ${cause.message}`;
    return Promise.reject(new LintelError("storage_unavailable", message, { cause }));
  };
  const job_id = await service.submit(onVolume("fault"));
  const attempt = await until("the first attempt to end", async () => {
    const [task] = await service.tasks(job_id);
    return task?.attempts[0]?.error ?? null;
  });
  assert.deepEqual(attempt, {
    code: "storage_unavailable",
    message: `${ERRORS.storage_unavailable.kept} (EIO)`,
  });
  assert.match(attempt.message, /STORAGE_ROOT.*retry/);
  const line = await until(
    "the log's line",
    () => Promise.resolve(log.lines.find((l) => l.message === "task ended" && l.job_id === job_id)),
  );
  assert.match(`${line!.reason}`, new RegExp(service.root));
  assert.match(`${line!.exception}`, /Caused by: .*EIO|Caused by: .*reading/);
});

Deno.test("cancelling ends what runs and what waits, and nothing comes after", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const gate = `${service.root}/gate`;
  const files = Object.fromEntries(
    Array.from({ length: 6 }, (_, i) => [`${i}.sql`, `-- do: wait for ${gate}\nfault ${i}\n`]),
  );
  const job_id = await service.submit(await zipOf(files));
  const engine = service.services.engines.get("native")!;
  await until("work to begin", () => engine.stats().busy === 2);
  const cancelled = await service.request("POST", `/api/v1/jobs/${job_id}/cancel`);
  assert.equal((await cancelled.json() as { job_status: string }).job_status, "CANCELLED");
  await until("the processes to be taken off it", () => engine.stats().busy === 0);
  await Deno.writeTextFile(gate, "");
  const next = await service.ended(await service.submit("fine\n"));
  assert.equal(next.job_status, "COMPLETED");
  const job = await service.ended(job_id);
  assert.deepEqual([job.job_status, job.progress.cancelled, job.error_count], ["CANCELLED", 6, 0]);
});

Deno.test("a stop drains what runs, and gives back what it has not begun", async () => {
  await using service = await openService({ worker: true, scripted: { size: 1 } });
  const gate = `${service.root}/gate`;
  const job_id = await service.submit(`-- do: wait for ${gate}\nfault\n`);
  const engine = service.services.engines.get("native")!;
  await until("work to begin", () => engine.stats().busy === 1);
  const stopping = service.worker.stop();
  assert.equal(service.worker.ready(), false);
  const late = await service.submit("fine\n");
  await Deno.writeTextFile(gate, "");
  await stopping;
  assert.equal((await service.ended(job_id)).job_status, "COMPLETED");
  assert.equal((await service.services.store.jobs.get(late))?.status, "ACCEPTED");
  const [worker] = await service.services.store.workers.list(0);
  assert.equal(worker?.status, "offline");
});

Deno.test("a stop whose time is over gives running tasks back, without using up their attempt", async () => {
  await using service = await openService({
    worker: true,
    scripted: {},
    env: { SHUTDOWN_SECONDS: "1" },
  });
  const job_id = await service.submit("-- do: hang");
  const engine = service.services.engines.get("native")!;
  await until("work to begin", () => engine.stats().busy === 1);
  await service.worker.stop();
  const [task] = await service.tasks(job_id);
  assert.deepEqual([task?.task_status, task?.attempts], ["PENDING", []]);
  const { store, now } = service.services;
  const [claim] = await store.tasks.claim("other@h", 1, 1, now());
  assert.deepEqual([claim?.task_id, claim?.attempt], [task?.task_id, 1]);
});

Deno.test("a stop claims nothing and keeps its time, however long a chore is at work", async () => {
  await using service = await openService({
    worker: true,
    scripted: { size: 1 },
    env: { SHUTDOWN_SECONDS: "1" },
  });
  const { maintenance, jobs } = service.services.store;
  const [began, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const overdue = maintenance.overdue.bind(maintenance);
  maintenance.overdue = async (...args) => {
    began.resolve();
    await gate.promise;
    return await overdue(...args);
  };
  try {
    const job_id = await service.submit("-- do: hang");
    const engine = service.services.engines.get("native")!;
    await until("work to begin", () => engine.stats().busy === 1);
    await began.promise;
    const stopping = service.worker.stop();
    const late = await service.submit("fine\n");
    await until(
      "the running file to be given back while the chore is at work",
      async () => (await service.tasks(job_id))[0]?.task_status === "PENDING",
    );
    gate.resolve();
    await stopping;
    assert.equal((await jobs.get(late))?.status, "ACCEPTED");
  } finally {
    gate.resolve();
  }
});

Deno.test("the same text is linted once, whatever the file is called", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  await service.ended(await service.submit("fault\n", { file_name: "a.sql" }));
  const engine = service.services.engines.get("native")!;
  const asked = engine.stats().requests_total;
  const job_id = await service.submit("fault\n", { file_name: "b.sql" });
  assert.equal((await service.ended(job_id)).error_count, 1);
  const [task] = await service.tasks(job_id);
  const result = await service.get<{ file: string; violations: { file: string }[] }>(
    task!.links.result!,
  );
  assert.deepEqual([result.file, result.violations[0]?.file], ["b.sql", "b.sql"]);
  assert.deepEqual([service.cache.hits, service.cache.misses], [1, 1]);
  assert.equal(engine.stats().requests_total, asked);
  await service.ended(await service.submit("fault\n", { rules: ["LT01"] }));
  assert.equal(engine.stats().requests_total, asked + 1);
});

Deno.test("results of a batch lie in one pack of their job", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const files = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [`${i}.sql`, `fault ${i}\n`]),
  );
  const job_id = await service.submit(await zipOf(files));
  await service.ended(job_id);
  const names: string[] = [];
  const folder = `${service.settings.STORAGE_ROOT}/jobs/${job_id.slice(-2)}/${job_id}`;
  for await (const entry of Deno.readDir(folder)) names.push(entry.name);
  const packs = names.filter((n) => n.startsWith("results-"));
  assert.ok(packs.length >= 1 && packs.length < 50, `${packs.length} packs`);
  const [companions, sources, ...more] = names.filter((n) => !n.startsWith("results-")).toSorted();
  assert.deepEqual(more, []);
  const [, lease] = /^sources-(1-[0-9a-z]+)\.pack$/.exec(sources!)!;
  assert.equal(companions, `companions-${lease}.json`);
});

Deno.test("a .sqlfluff of an archive reaches its own folder only", async () => {
  await using service = await openService({ worker: true });
  const sql = "SELECT a from t\n";
  const job_id = await service.submit(
    await zipOf({
      "strict/.sqlfluff": "[sqlfluff]\nrules = CP01\n",
      "strict/deep/q.sql": sql,
      "lax/.sqlfluff": "[sqlfluff]\nrules = CP01\nexclude_rules = CP01,LT01\n",
      "lax/q.sql": sql,
      "strictly/q.sql": sql,
    }),
    { rules: ["CP01", "CP03"] },
  );
  await service.ended(job_id);
  const counts = Object.fromEntries(
    (await service.tasks(job_id)).map((t) => [t.file_name, t.error_count]),
  );
  assert.deepEqual(counts, { "strict/deep/q.sql": 1, "lax/q.sql": 0, "strictly/q.sql": 1 });
});

Deno.test("a task whose message was lost is found all the same", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { services } = service;
  const silent = {
    ...services,
    announcer: { expect() {}, announce() {}, settled: () => Promise.resolve() },
  };
  const { job_id } = await submit(silent as unknown as typeof services, {
    bytes: ReadableStream.from([new TextEncoder().encode("fault\n")]),
    describe: () => ({ options: {} }),
  });
  assert.equal((await service.ended(job_id)).job_status, "COMPLETED");
});

Deno.test("heartbeats go on while a worker that was resumed looks for work", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { store, now } = service.services;
  const [{ worker_id } = assert.fail("no worker")] = await store.workers.list(now());
  const claim = store.tasks.claim.bind(store.tasks);
  const looks = Promise.withResolvers<void>();
  store.tasks.claim = async (...args) => {
    await looks.promise;
    return await claim(...args);
  };
  try {
    const command = await store.workers.command(worker_id, "resume", now());
    const beat = await until("the answer to the command", async () => {
      const { done_at } = await store.workers.getCommand(command) ?? assert.fail("no command");
      return done_at === null ? null : (await store.workers.get(worker_id))!.beat;
    });
    await until(
      "the next heartbeat",
      async () => (await store.workers.get(worker_id))!.beat > beat,
    );
  } finally {
    looks.resolve();
  }
});

Deno.test("a small job is not made to wait behind a large archive", async () => {
  await using service = await openService({
    worker: true,
    scripted: {},
    env: { WORKER_BATCH: "2" },
  });
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, i) => [`${i}.sql`, `-- do: sleep 40\nfault ${i}\n`]),
  );
  const large = await service.submit(await zipOf(files));
  await until(
    "the archive to be at work",
    async () => ((await service.services.store.jobs.get(large))?.counts.succeeded ?? 0) > 0,
  );
  await service.ended(await service.submit("fine\n"));
  const progress = (await service.services.store.jobs.get(large))!.counts;
  assert.ok(progress.pending > 0, JSON.stringify(progress));
  assert.equal((await service.ended(large)).progress.succeeded, 60);
});

Deno.test("an engine that is missing fails the job with its reason after every attempt", async () => {
  await using service = await openService({
    worker: true,
    env: { SQLFLUFF_PYTHON: "/nowhere/python3" },
  });
  const job_id = await service.submit("select 1\n", { engine: "sqlfluff" });
  for (let attempts = 1; attempts <= 3; attempts++) {
    await until(
      `attempt ${attempts}`,
      async () => (await service.tasks(job_id))[0]?.attempts.length === attempts,
    );
    service.advance(60_000);
  }
  assert.equal((await service.ended(job_id)).job_status, "FAILED");
  const [task] = await service.tasks(job_id);
  assert.equal(task?.error?.code, "engine_unavailable");
  assert.match(task!.error!.message, /SQLFLUFF_PYTHON/);
  assert.doesNotMatch(task!.error!.message, /nowhere/);
});

Deno.test("an expansion whose end the store did not take is given back and done again", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { expansions } = service.services.store;
  const finish = expansions.finish;
  let failures = 0;
  const down = () => {
    failures++;
    return Promise.reject(new LintelError("store_unavailable", "away"));
  };
  Object.assign(expansions, { finish: down, fail: down });
  const job_id = await service.submit(await zipOf({ "a.sql": "fault\n" }));
  await until("the end to be refused", () => failures >= 2);
  Object.assign(expansions, { finish });
  const job = await service.ended(job_id);
  assert.deepEqual([job.job_status, job.error_count], ["COMPLETED", 1]);
  assert.equal((await service.tasks(job_id)).length, 1);
});

Deno.test("an archive being expanded is shown by the worker", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { files } = service.services;
  const gate = Promise.withResolvers<void>();
  const open = files.open.bind(files);
  Object.assign(files, {
    open: async (job_id: string, file: string) => {
      await gate.promise;
      return await open(job_id, file);
    },
  });
  const job_id = await service.submit(await zipOf({ "a.sql": "fault\n" }), { file_name: "x.zip" });
  interface Workers {
    workers: { current_tasks: Record<string, unknown>[] }[];
  }
  const task = await until("the expansion to be shown", async () => {
    const { workers } = await service.get<Workers>("/api/v1/monitoring/workers");
    return workers[0]?.current_tasks[0];
  });
  assert.deepEqual([task.task_id, task.task_name, task.kwargs], [
    job_id,
    "expand_archive",
    { file_name: "x.zip", attempt: 1 },
  ]);
  gate.resolve();
  assert.equal((await service.ended(job_id)).job_status, "COMPLETED");
});

Deno.test("work is looked for in batches, and not each time a file ends", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const files: Record<string, string> = {};
  for (let i = 0; i < 300; i++) files[`f${i}.sql`] = `fault ${i}\n`;
  const zip = await zipOf(files);
  const { tasks } = service.services.store;
  const { claim } = tasks;
  const sizes: number[] = [];
  tasks.claim = async (...args) => {
    const claims = await claim(...args);
    sizes.push(claims.length);
    return claims;
  };
  await service.ended(await service.submit(zip));
  // A first claim is small, and what is asked for grows with the pace of the files.
  const cold = sizes.splice(0);
  await service.ended(await service.submit(zip));
  for (const looks of [cold, sizes]) {
    assert.equal(looks.reduce((sum, size) => sum + size), 300);
    assert.ok(looks.filter((size) => size === 0).length < 10, `looks: ${looks}`);
  }
  assert.ok(sizes.length < 20, `looks while all results are known: ${sizes}`);
});

Deno.test("a worker that cannot hand over what waits is told to the store as gone, all the same", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const { queue, store } = service.services;
  const { stopConsuming } = queue;
  queue.stopConsuming = async () => {
    await stopConsuming.call(queue);
    throw new Error("the queue is away");
  };
  await assert.rejects(service.worker.stop(), /the queue is away/);
  queue.stopConsuming = stopConsuming;
  const workers = await store.workers.list(0);
  assert.deepEqual(workers.map(({ status }) => status), ["offline"]);
});
