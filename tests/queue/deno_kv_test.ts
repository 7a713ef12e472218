import assert from "node:assert/strict";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { batches, MESSAGE_BYTES } from "../../src/queue/batches.ts";
import { Doorbell } from "../../src/queue/deno_kv/doorbell.ts";
import { openKvQueue } from "../../src/queue/deno_kv/mod.ts";
import { onceUnlocked, openKv } from "../../src/queue/deno_kv/open.ts";
import { queueSuite } from "./conformance.ts";
import { spawnConsumer } from "./spawn.ts";
import { sleep, within } from "../support/wait.ts";

const folders: string[] = [];

queueSuite({
  name: "Deno KV",
  capabilities: { acrossHosts: false, durable: true },
  async place() {
    const folder = await Deno.makeTempDir();
    folders.push(folder);
    return `${folder}/queue.kv`;
  },
  open: (place) => openKvQueue(place, { backoff: [50, 50] }),
  spawnConsumer: (path, kind) => {
    const folder = dirname(path);
    return spawnConsumer("kv", path, kind, [`--allow-read=${folder}`, `--allow-write=${folder}`]);
  },
});

/** Milliseconds: far more than a message takes, and less than Deno KV takes to miss a listener. */
const SOON = 30_000;

Deno.test("what a consumer that stops has taken and not begun is with another one at once", async () => {
  const folder = await Deno.makeTempDir();
  const place = `${folder}/queue.kv`;
  const [leaving, staying] = [await openKvQueue(place), await openKvQueue(place)];
  try {
    const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await leaving.consume({
      concurrency: 1,
      onWake: () => {},
      onMessage: () => (begun.resolve(), gate.promise),
    });
    await leaving.enqueue("sql_analysis", ["job-1"]);
    await within("the first delivery", begun.promise);
    // They are taken, and wait for the first one to end: Deno KV gives out a hundred at once.
    await leaving.enqueue("sql_analysis", ["job-2", "job-3"]);
    await leaving.enqueue("zip_processing", ["job-4"]);
    await sleep(500);
    const stopping = leaving.stopConsuming();
    gate.resolve();
    await within("the end of the consumer", stopping);
    const stopped = performance.now();
    const delivered = new Set<string>();
    const all = Promise.withResolvers<void>();
    await staying.consume({
      concurrency: 8,
      onWake: () => {},
      onMessage: (queue, ids) => {
        delivered.add(`${queue} ${ids}`);
        if (delivered.size === 2) all.resolve();
        return Promise.resolve();
      },
    });
    await within("the other deliveries", all.promise);
    assert.ok(performance.now() - stopped < SOON, `${performance.now() - stopped} ms`);
    assert.deepEqual([...delivered].sort(), ["sql_analysis job-2,job-3", "zip_processing job-4"]);
  } finally {
    await leaving.close();
    await staying.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a queue that cannot hand over what it has taken says so, and is closed all the same", async () => {
  const folder = await Deno.makeTempDir();
  const queue = await openKvQueue(`${folder}/queue.kv`);
  const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await queue.consume({
    concurrency: 1,
    onWake: () => {},
    onMessage: () => (begun.resolve(), gate.promise),
  });
  await queue.enqueue("sql_analysis", ["job-1"]);
  await within("the first delivery", begun.promise);
  await queue.enqueue("sql_analysis", ["job-2"]);
  await sleep(500);
  const other = new DatabaseSync(`${folder}/queue.kv`);
  other.exec("alter table queue rename to lost");
  other.close();
  const closing = queue.close();
  gate.resolve();
  await assert.rejects(within("the end of the queue", closing), {
    name: "LintelError",
    code: "queue_unavailable",
  });
  assert.deepEqual(await Array.fromAsync(Deno.readDir(`${folder}/queue.kv.bells`)), []);
  await assert.rejects(queue.ping(), /Bad resource ID/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a queue that cannot be opened is unavailable", async () => {
  const file = await Deno.makeTempFile();
  await assert.rejects(openKvQueue(`${file}/queue.kv`), {
    name: "LintelError",
    code: "queue_unavailable",
  });
  await Deno.remove(file);
});

Deno.test("a queue whose file was removed does not answer a ping", async () => {
  const folder = await Deno.makeTempDir();
  const queue = await openKvQueue(`${folder}/queue.kv`);
  await queue.ping();
  await Deno.remove(`${folder}/queue.kv`);
  await assert.rejects(queue.ping(), { name: "LintelError", code: "queue_unavailable" });
  await queue.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a ring that waits for its turn is sent when the ringer leaves", async () => {
  const folder = await Deno.makeTempDir();
  const [listener, ringer] = [await Doorbell.open(folder), await Doorbell.open(folder)];
  let heard = Promise.withResolvers<void>();
  listener.listen(() => heard.resolve());
  ringer.ring();
  await within("a ring", heard.promise);
  // The events of the first ring pass before the second one is waited for.
  await sleep(10);
  heard = Promise.withResolvers<void>();
  ringer.ring();
  await ringer.close();
  await within("a ring", heard.promise);
  await listener.close();
  assert.deepEqual(await Array.fromAsync(Deno.readDir(folder)), []);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the ring of a process that leaves is heard, however soon its file is removed", async () => {
  const folder = await Deno.makeTempDir();
  for (let i = 0; i < 20; i++) {
    const listener = await Doorbell.open(folder);
    const heard = Promise.withResolvers<void>();
    listener.listen(() => heard.resolve());
    // In one turn: by the time the runtime looks at the events, the file is gone.
    Deno.writeTextFileSync(`${folder}/leaving`, "1");
    Deno.removeSync(`${folder}/leaving`);
    await within("a ring", heard.promise);
    await listener.close();
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a ring is heard by a process that was too busy to read its own thousands of rings", async () => {
  const folder = await Deno.makeTempDir();
  const listener = await Doorbell.open(folder);
  let heard = Promise.withResolvers<void>();
  listener.listen(() => heard.resolve());
  listener.ring();
  await sleep(50);
  const [own] = await Array.fromAsync(Deno.readDir(folder));
  for (let i = 0; i < 3000; i++) Deno.writeTextFileSync(`${folder}/${own!.name}`, String(i));
  for (const end = performance.now() + 1000; performance.now() < end;);
  heard = Promise.withResolvers<void>();
  Deno.writeTextFileSync(`${folder}/another`, "1");
  await within("a ring", heard.promise);
  await listener.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a database that others are making at this moment is waited for", async () => {
  const folder = await Deno.makeTempDir();
  const other = new DatabaseSync(`${folder}/queue.kv`);
  other.exec("create table theirs (id integer); begin exclusive; insert into theirs values (1)");
  // SQLite itself waits five seconds.
  const timer = setTimeout(() => other.exec("rollback"), 6000);
  const queue = await openKvQueue(`${folder}/queue.kv`);
  await queue.ping();
  await queue.close();
  clearTimeout(timer);
  other.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a message is sent though the database is locked for longer than SQLite waits", async () => {
  let tries = 0;
  const sent = await onceUnlocked(() => {
    if (++tries < 3) return Promise.reject(new TypeError("database is locked"));
    return Promise.resolve("sent");
  });
  assert.deepEqual([sent, tries], ["sent", 3]);
  const full = new TypeError("database or disk is full");
  await assert.rejects(onceUnlocked(() => Promise.reject(full)), full);
});

Deno.test("a database that stays locked is unavailable in the end", async () => {
  const folder = await Deno.makeTempDir();
  const other = new DatabaseSync(`${folder}/queue.kv`);
  other.exec("create table theirs (id integer); begin exclusive; insert into theirs values (1)");
  await assert.rejects(openKv(`${folder}/queue.kv`, 100), /database is locked/);
  other.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a doorbell does not hear itself", async () => {
  const folder = await Deno.makeTempDir();
  const [own, other] = [await Doorbell.open(folder), await Doorbell.open(folder)];
  const heard: string[] = [];
  const arrived = Promise.withResolvers<void>();
  own.listen(() => heard.push("own"));
  other.listen(() => {
    heard.push("other");
    arrived.resolve();
  });
  own.ring();
  await within("a ring", arrived.promise);
  await own.close();
  await other.close();
  assert.ok(!heard.includes("own"), heard.join());
  await Deno.remove(folder, { recursive: true });
});

Deno.test("bells that a killed process left behind are taken away a day later", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/old`, "");
  await Deno.writeTextFile(`${folder}/new`, "");
  await Deno.utime(`${folder}/old`, 0, 0);
  await (await Doorbell.open(folder)).close();
  assert.deepEqual((await Array.fromAsync(Deno.readDir(folder))).map((e) => e.name), ["new"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("ids are split into messages of bounded bytes and number", () => {
  const long = Array.from({ length: 300 }, (_, i) => `${"é".repeat(500)}${i}`);
  const parts = batches(long);
  assert.deepEqual(parts.flat(), long);
  for (const part of parts) {
    assert.ok(new TextEncoder().encode(JSON.stringify(part)).length <= MESSAGE_BYTES);
  }
  assert.deepEqual(batches(Array(2500).fill("x")).map((part) => part.length), [1000, 1000, 500]);
  assert.deepEqual(batches([]), []);
  assert.throws(() => batches(["x".repeat(MESSAGE_BYTES)]), RangeError);
});

Deno.test.afterAll(async () => {
  for (const folder of folders) await Deno.remove(folder, { recursive: true });
});
