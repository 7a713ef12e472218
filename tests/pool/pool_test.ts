import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import { type PoolOptions, ProcessPool } from "../../src/pool/pool.ts";
import type { WireAnswer } from "../../src/pool/protocol.ts";
import { POOL, scriptedCommand } from "../support/engines.ts";
import { patience } from "../support/patience.ts";
import { until } from "../support/wait.ts";

interface TestPool extends AsyncDisposable {
  pool: ProcessPool;
  folder: string;
  run(sql: string, signal?: AbortSignal, recall?: AbortSignal): Promise<WireAnswer>;
}

async function openPool(options: Partial<PoolOptions> = {}, ...start: string[]): Promise<TestPool> {
  const folder = await Deno.makeTempDir();
  const pool = new ProcessPool({ command: scriptedCommand(folder, ...start), ...POOL, ...options });
  return {
    pool,
    folder,
    run: (sql, signal, recall) => pool.run({ sql, file: "q.sql" }, signal, recall),
    async [Symbol.asyncDispose]() {
      await pool.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** The process that served an `echo`. */
function servedBy(answer: WireAnswer): number {
  return (JSON.parse(answer.notes![0]!) as { pid: number }).pid;
}

/** Whether a process is there; one that ended and was not yet waited for counts as gone. */
async function lives(pid: number): Promise<boolean> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "stat=", "-p", String(pid)] })
    .output();
  const state = new TextDecoder().decode(stdout).trim();
  return state !== "" && !state.startsWith("Z");
}

Deno.test("no process runs before there is work, and as many as there is work for", async () => {
  await using t = await openPool({ size: 3 });
  assert.equal(t.pool.stats().processes, 0);
  await t.run("one");
  assert.equal(t.pool.stats().processes, 1);
  const gate = `${t.folder}/gate`;
  const all = Array.from({ length: 5 }, () => t.run(`-- do: wait for ${gate}`));
  await until("three processes at work", () => t.pool.stats().busy === 3);
  await Deno.writeTextFile(gate, "");
  await Promise.all(all);
  await until("no process at work", () => t.pool.stats().busy === 0);
  const { processes, requests_total, started_total, killed_total } = t.pool.stats();
  assert.deepEqual([processes, started_total, killed_total], [3, 3, 0]);
  assert.equal(requests_total, 6);
});

Deno.test("a file over the time limit fails alone, and its process is replaced", async () => {
  await using t = await openPool({ size: 1, timeout: patience(300) });
  const first = await t.run("-- do: echo");
  const pid = servedBy(first);
  const results = await Promise.allSettled([
    t.run("before"),
    t.run("-- do: spin"),
    t.run("-- do: echo"),
  ]);
  assert.deepEqual(results.map((r) => r.status), ["fulfilled", "rejected", "fulfilled"]);
  const [, hung, sibling] = results as [
    unknown,
    PromiseRejectedResult,
    PromiseFulfilledResult<WireAnswer>,
  ];
  assert.equal((hung.reason as LintelError).code, "timeout");
  assert.match((hung.reason as LintelError).message, /took longer than [\d.]+ s/);
  assert.notEqual(servedBy(sibling.value), pid);
  assert.equal(await lives(pid), false);
  assert.equal(t.pool.stats().killed_total, 1);
});

Deno.test("a process that hangs without burning CPU is ended as well", async () => {
  await using t = await openPool({ size: 1, timeout: patience(100) });
  await assert.rejects(t.run("-- do: hang"), { code: "timeout" });
  await t.run("next");
});

Deno.test("a file that eats the memory fails with memory_limit, its siblings do not", async () => {
  await using t = await openPool({ size: 1 });
  const results = await Promise.allSettled([t.run("-- do: eat"), t.run("sibling")]);
  assert.deepEqual(results.map((r) => r.status), ["rejected", "fulfilled"]);
  const { code } = (results[0] as PromiseRejectedResult).reason as LintelError;
  assert.equal(code, "memory_limit");
});

Deno.test("a crash fails the file at work alone, and says how the process ended", async () => {
  await using t = await openPool({ size: 1 });
  await t.run("warm");
  const files = ["-- do: crash", "a", "b", "-- do: exit 3", "c"];
  const results = await Promise.allSettled(files.map((sql) => t.run(sql)));
  assert.deepEqual(results.map((r) => r.status), [
    "rejected",
    "fulfilled",
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
  const reasons = [results[0], results[3]].map((r) => (r as PromiseRejectedResult).reason);
  assert.deepEqual(reasons.map((e: LintelError) => e.code), ["engine_failed", "engine_failed"]);
  // What it said may name paths: callers are told how it ended, the log the rest.
  assert.match((reasons[0] as LintelError).message, /exit code 70$/);
  assert.match(String((reasons[0] as LintelError).cause), /crashed as told/);
  assert.match((reasons[1] as LintelError).message, /exit code 3$/);
});

Deno.test("a process that answers garbage or out of turn is not believed again", async () => {
  await using t = await openPool({ size: 1 });
  await assert.rejects(t.run("-- do: garbage"), { code: "engine_failed", message: /no JSON/ });
  await assert.rejects(t.run("-- do: null"), { code: "engine_failed", message: /no JSON/ });
  await assert.rejects(t.run("-- do: out of turn"), {
    code: "engine_failed",
    message: /out of turn/,
  });
  const pid = servedBy(await t.run("-- do: echo"));
  assert.ok(pid > 0);
  assert.equal(t.pool.stats().killed_total, 3);
});

Deno.test("an answer that does not end is cut off, and the files behind it are linted", async () => {
  await using t = await openPool({ size: 1, answerBytes: 1024 * 1024, timeout: patience(6000) });
  await t.run("warm");
  const [endless, next] = await Promise.allSettled([t.run("-- do: endless"), t.run("fine")]);
  assert.equal(next.status, "fulfilled");
  const { code, message } = (endless as PromiseRejectedResult).reason as LintelError;
  assert.equal(code, "engine_failed");
  assert.match(message, /answered with more than 1048576 bytes/);
});

Deno.test("half an answer is none, and its process says why it ended", async () => {
  await using t = await openPool({ size: 1 });
  await t.run("warm");
  const files = ["-- do: half 3", "a", "-- do: half MemoryError 1", "b"];
  const results = await Promise.allSettled(files.map((sql) => t.run(sql)));
  assert.deepEqual(results.map((r) => r.status === "fulfilled" || r.reason.code), [
    "engine_failed",
    true,
    "memory_limit",
    true,
  ]);
  assert.match((results[0] as PromiseRejectedResult).reason.message, /ended by exit code 3$/);
});

Deno.test("small requests are sent ahead, so that a process never waits for the next", async () => {
  await using t = await openPool({ size: 1 });
  await t.run("warm");
  const gate = `${t.folder}/gate`;
  const answers = Array.from(
    { length: 4 },
    (_, i) => t.run(i === 0 ? `-- do: wait for ${gate}` : "-- do: echo"),
  );
  await until("the process to be at work", () => t.pool.stats().busy === 1);
  await Deno.writeTextFile(gate, "");
  const pids = (await Promise.all(answers)).slice(1).map(servedBy);
  assert.equal(new Set(pids).size, 1);
  assert.equal(t.pool.stats().started_total, 1);
});

Deno.test("requests behind a slow one are served by another process", async () => {
  await using t = await openPool({ size: 2 });
  const gate = `${t.folder}/gate`;
  const slow = t.run(`-- do: wait for ${gate}`);
  const behind = Array.from({ length: 6 }, () => t.run("-- do: echo"));
  const pids = new Set((await Promise.all(behind)).map(servedBy));
  assert.equal(pids.size, 1);
  await Deno.writeTextFile(gate, "");
  await slow;
});

Deno.test("requests behind a slow one that find no other process run once, after it", async () => {
  await using t = await openPool({ size: 1 });
  await t.run("warm");
  const slow = t.run("-- do: sleep 900");
  const behind = Array.from({ length: 3 }, () => t.run("-- do: echo"));
  await slow;
  const pids = new Set((await Promise.all(behind)).map(servedBy));
  assert.equal(pids.size, 1);
  const { requests_total, busy, started_total } = t.pool.stats();
  assert.deepEqual([requests_total, busy, started_total], [5, 0, 1]);
});

Deno.test("an aborted request ends at once, wherever it was", async () => {
  await using t = await openPool({ size: 1 });
  await t.run("warm");
  const controllers = Array.from({ length: 3 }, () => new AbortController());
  const running = t.run("-- do: hang", controllers[0]!.signal);
  const behind = t.run("-- do: echo", controllers[1]!.signal);
  const large = t.run("x".repeat(100_000), controllers[2]!.signal);
  const code = "unavailable";
  controllers[2]!.abort();
  await assert.rejects(large, { code });
  controllers[1]!.abort();
  await assert.rejects(behind, { code });
  controllers[0]!.abort(new LintelError("conflict", "cancelled by hand"));
  await assert.rejects(running, { code: "conflict" });
  await t.run("next");
});

Deno.test("who aborts a request that is just answered takes none of others with it", async () => {
  await using t = await openPool({ size: 1 });
  for (let turn = 0; turn < 5; turn++) {
    await t.run("ready");
    const controller = new AbortController();
    const aborted = t.run("one", controller.signal).catch(() => null);
    const gate = `${t.folder}/gate-${turn}`;
    const behind = t.run(`-- do: wait for ${gate}`);
    // Nothing is read meanwhile: the answer lies in the pipe, and the next request is at work.
    for (const end = performance.now() + 200; performance.now() < end;);
    controller.abort();
    await aborted;
    await Deno.writeTextFile(gate, "");
    assert.equal((await behind).error, undefined);
  }
});

Deno.test("a request that was aborted before it began never runs", async () => {
  await using t = await openPool();
  await assert.rejects(t.run("one", AbortSignal.abort()), { code: "unavailable" });
  assert.equal(t.pool.stats().started_total, 0);
});

Deno.test("a recalled request ends while no process works on it, and goes on where one does", async () => {
  await using t = await openPool({ size: 1 });
  await t.run("warm");
  const gate = `${t.folder}/gate`;
  const recall = new AbortController();
  const { signal } = recall;
  const running = t.run(`-- do: wait for ${gate}`, undefined, signal);
  const behind = t.run("-- do: echo", undefined, signal);
  const large = t.run("x".repeat(100_000), undefined, signal);
  recall.abort(new LintelError("conflict", "wanted elsewhere"));
  for (const recalled of [behind, large]) await assert.rejects(recalled, { code: "conflict" });
  await assert.rejects(t.run("never begun", undefined, signal), { code: "conflict" });
  await Deno.writeTextFile(gate, "");
  await running;
  assert.equal(t.pool.stats().killed_total, 0);
});

Deno.test("a signal of many requests keeps none of them when they have ended", async () => {
  await using t = await openPool({ size: 1 });
  const { signal } = new AbortController();
  let listeners = 0;
  const [add, remove] = [signal.addEventListener, signal.removeEventListener];
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners++;
    add.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners--;
    remove.apply(signal, args);
  };
  const running = t.run("one", signal, signal);
  assert.equal(listeners, 2);
  await running;
  assert.equal(listeners, 0);
  const closing = t.run("-- do: hang", signal, signal);
  await Promise.all([assert.rejects(closing), t.pool.close()]);
  assert.equal(listeners, 0);
});

Deno.test("processes without work are stopped after their time", async () => {
  await using t = await openPool({ idle: 100 });
  const pid = servedBy(await t.run("-- do: echo"));
  await until("the process to be stopped", () => t.pool.stats().processes === 0);
  await until("the process to be gone", async () => !await lives(pid));
  assert.equal(t.pool.stats().killed_total, 0);
  assert.notEqual(servedBy(await t.run("-- do: echo")), pid);
});

Deno.test("a process is replaced after its share of requests", async () => {
  await using t = await openPool({ size: 1, maxRequests: 2 });
  const pids: number[] = [];
  for (let i = 0; i < 4; i++) pids.push(servedBy(await t.run("-- do: echo")));
  assert.equal(pids[0], pids[1]);
  assert.notEqual(pids[1], pids[2]);
  assert.equal(pids[2], pids[3]);
  const many = await Promise.all(Array.from({ length: 5 }, () => t.run("-- do: echo")));
  const shares = new Map<number, number>();
  for (const pid of many.map(servedBy)) shares.set(pid, (shares.get(pid) ?? 0) + 1);
  assert.deepEqual([...shares.values()].toSorted(), [1, 2, 2]);
});

Deno.test("a restart replaces every process, and what they were at runs again", async () => {
  await using t = await openPool({ size: 2 });
  const before = servedBy(await t.run("-- do: echo"));
  const gate = `${t.folder}/gate`;
  const pending = t.run(`-- do: wait for ${gate}\n-- do: echo`);
  await until("the process to be at work", () => t.pool.stats().busy === 1);
  await t.pool.restart();
  assert.equal(await lives(before), false);
  await Deno.writeTextFile(gate, "");
  assert.notEqual(servedBy(await pending), before);
  assert.equal(t.pool.stats().killed_total, 0);
});

Deno.test("closing fails what waits and runs, and leaves no process", async () => {
  await using t = await openPool({ size: 1 });
  const pid = servedBy(await t.run("-- do: echo"));
  const ahead = [t.run("-- do: hang"), t.run("small"), t.run("small")];
  const all = [...ahead, t.run("x".repeat(100_000))];
  await until("the process to be at work", () => t.pool.stats().busy === 1);
  const ends = Promise.allSettled(all);
  await t.pool.close();
  for (const end of await ends) {
    assert.equal(((end as PromiseRejectedResult).reason as LintelError).code, "unavailable");
  }
  assert.equal(await lives(pid), false);
  await assert.rejects(t.run("more"), { code: "unavailable" });
});

Deno.test("a program that is not there is said at once, and asked for again next time", async () => {
  const command = { path: "/nowhere/engine", args: [], env: {} };
  await using t = await openPool({ command });
  for (let i = 0; i < 2; i++) {
    await assert.rejects(t.run("one"), (error: LintelError) => {
      assert.equal(error.code, "engine_unavailable");
      assert.match(error.message, /not there, or cannot be run \(SQLFLUFF_PYTHON/);
      // Where it was looked for is for the log.
      assert.doesNotMatch(error.message, /nowhere/);
      assert.match(String(error.cause), /\/nowhere\/engine/);
      return true;
    });
  }
});

Deno.test("a process that refuses to serve says why, and waiting requests are told", async () => {
  await using t = await openPool({}, "refuse");
  const results = await Promise.allSettled([t.run("one"), t.run("two"), t.run("three")]);
  for (const end of results) {
    const { code, message } = (end as PromiseRejectedResult).reason as LintelError;
    assert.deepEqual([code, message], ["engine_unavailable", "this engine is not installed"]);
  }
});

Deno.test("a start that fails once is tried again, and no request hears of it", async () => {
  const mark = await Deno.makeTempDir();
  try {
    const command = scriptedCommand(mark, "refuse", "unless", `${mark}/refused`);
    await using t = await openPool({ size: 1, command });
    await t.run("one");
    assert.equal(t.pool.stats().started_total, 2);
  } finally {
    await Deno.remove(mark, { recursive: true });
  }
});

Deno.test("a process that never says that it started is given up", async () => {
  await using t = await openPool({ size: 1, startTimeout: 300 }, "silent");
  await assert.rejects(t.run("one"), { code: "engine_unavailable", message: /did not answer/ });
});

Deno.test("counters can be set back to zero", async () => {
  await using t = await openPool();
  await t.run("one");
  t.pool.resetStats();
  const { started_total, killed_total, requests_total, processes } = t.pool.stats();
  assert.deepEqual([started_total, killed_total, requests_total, processes], [0, 0, 0, 1]);
});

Deno.test("many requests on few processes are each answered once", async () => {
  await using t = await openPool({ size: 2, maxRequests: 50 });
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, i) => t.run(`fault ${i}\n${"x".repeat(i * 10)}`)),
  );
  assert.ok(answers.every((a) => a.violations?.length === 1));
  assert.equal(t.pool.stats().requests_total, 300);
});
