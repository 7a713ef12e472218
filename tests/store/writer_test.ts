import assert from "node:assert/strict";
import { all, run } from "../../src/store/plan.ts";
import { Connection } from "../../src/store/sqlite/connection.ts";
import { Writer } from "../../src/store/sqlite/writer.ts";
import { sleep } from "../support/wait.ts";

/** A writer over a table of its own, whose disk the test holds in its hand. */
function open(): {
  writer: Writer;
  connection: Connection;
  syncs: PromiseWithResolvers<void>[];
  insert: (value: number) => Promise<number>;
} {
  const connection = new Connection(":memory:");
  connection.exec("CREATE TABLE t (value INTEGER UNIQUE)");
  const syncs: PromiseWithResolvers<void>[] = [];
  const writer = new Writer(connection, () => {
    syncs.push(Promise.withResolvers());
    return syncs.at(-1)!.promise;
  }, 1000);
  const insert = (value: number) =>
    writer.write(() => run({ sql: "INSERT INTO t VALUES (?)", parameters: [value] }));
  return { writer, connection, syncs, insert };
}

async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await sleep(0);
}

Deno.test("nobody hears of a unit before the disk has it, and what comes meanwhile is one more commit", async () => {
  const { writer, connection, syncs, insert } = open();
  const heard: number[] = [];
  const all = [1, 2].map((value) => insert(value).then(() => heard.push(value)));
  await turns();
  all.push(...[3, 4].map((value) => insert(value).then(() => heard.push(value))));
  await turns();
  assert.deepEqual([heard, syncs.length], [[], 1]);
  syncs[0]!.resolve();
  await turns();
  assert.deepEqual([heard, syncs.length], [[1, 2], 2]);
  syncs[1]!.resolve();
  await Promise.all(all);
  assert.deepEqual([heard, syncs.length], [[1, 2, 3, 4], 2]);
  await writer.close();
  connection.close();
});

Deno.test("a unit that fails is undone alone; a disk that fails is told to every unit of the commit", async () => {
  const { writer, connection, syncs, insert } = open();
  const first = Promise.allSettled([1, 1, 2].map(insert));
  await turns();
  syncs[0]!.resolve();
  assert.deepEqual((await first).map((r) => r.status), ["fulfilled", "rejected", "fulfilled"]);
  const second = Promise.allSettled([3, 4].map(insert));
  await turns();
  // What is waiting meanwhile would be committed behind what the disk has lost.
  const third = Promise.allSettled([insert(5)]);
  syncs[1]!.reject(new Error("No space left on device"));
  const refusals = [...await second, ...await third, ...await Promise.allSettled([insert(6)])];
  assert.deepEqual(
    refusals.map((r) => r.status === "rejected" && [r.reason.code, r.reason.uncertain]),
    [...Array(2).fill(["store_unavailable", true]), ...Array(2).fill(["store_unavailable", false])],
  );
  assert.equal((await writer.failed).code, "store_unavailable");
  assert.equal(syncs.length, 2);
  assert.equal(await writer.close(), false);
  connection.close();
});

Deno.test("a plan that only reads sees what is committed, and is refused a statement that writes", async () => {
  const { connection, syncs, insert, writer } = open();
  const inserted = insert(1);
  while (syncs.length === 0) await turns();
  syncs[0]!.resolve();
  await inserted;
  const values = () =>
    connection.query(all<{ value: number }>({ sql: "SELECT value FROM t", parameters: [] }))
      .map(({ value }) => value);
  assert.deepEqual(values(), [1]);
  const remove = { sql: "DELETE FROM t", parameters: [] };
  assert.throws(() => connection.query(run(remove)), /DELETE FROM t/);
  assert.deepEqual(values(), [1]);
  await writer.close();
  connection.close();
});
