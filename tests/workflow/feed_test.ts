import assert from "node:assert/strict";
import { Feed, type FeedState, type Subscription } from "../../src/workflow/feed.ts";
import { sleep, until } from "../support/wait.ts";

const TURN = 5;

/** A feed whose state a test sets, and how often it was read. */
function feedOf() {
  const now = { a: "1", b: "1", reads: 0, broken: false };
  const source = (topic: "a" | "b") => (): Promise<FeedState> => {
    now.reads++;
    if (now.broken) return Promise.reject(new Error("the store is away"));
    return Promise.resolve({ text: now[topic], signature: now[topic] });
  };
  return { now, feed: new Feed({ a: source("a"), b: source("b") }, TURN) };
}

/** What is told until something is. */
async function told(subscription: Subscription<"a" | "b">) {
  return await until("something to be told", async () => {
    const list = await subscription.next(TURN);
    return list === null || list.length > 0 ? { list } : null;
  });
}

Deno.test("a reader is told the present state of its topics, and then only what changes", async () => {
  const { now, feed } = feedOf();
  const both = feed.subscribe(["a", "b"]);
  const seen = new Map<string, string>();
  while (seen.size < 2) {
    for (const { topic, text } of (await told(both)).list!) seen.set(topic, text);
  }
  assert.deepEqual([...seen].sort(), [["a", "1"], ["b", "1"]]);
  assert.deepEqual(await both.next(10 * TURN), []);
  now.b = "2";
  assert.deepEqual((await told(both)).list, [{ topic: "b", text: "2" }]);
  const late = feed.subscribe(["a"]);
  assert.deepEqual((await told(late)).list, [{ topic: "a", text: "1" }]);
  late.end();
  both.end();
});

Deno.test("a reader who is slow is told the last state, once", async () => {
  const { now, feed } = feedOf();
  const quick = feed.subscribe(["a"]);
  const slow = feed.subscribe(["a"]);
  for (const text of ["2", "3", "4"]) {
    now.a = text;
    for (let last = ""; last !== text;) last = (await told(quick)).list!.at(-1)!.text;
  }
  assert.deepEqual(await slow.next(TURN), [{ topic: "a", text: "4" }]);
  quick.end();
  slow.end();
});

Deno.test("nothing is read while nobody is there, and once a turn however many are", async () => {
  const { now, feed } = feedOf();
  assert.equal(now.reads, 0);
  const many = Array.from({ length: 200 }, () => feed.subscribe(["a"]));
  await Promise.all(many.map(told));
  assert.ok(now.reads < many.length, `${now.reads} reads`);
  for (const each of many) each.end();
  let before = -1;
  await until("the last turn", async () => {
    if (before === now.reads) return true;
    before = now.reads;
    await sleep(10 * TURN);
    return false;
  });
});

Deno.test("readers are let go where the state cannot be read, and come again", async () => {
  const { now, feed } = feedOf();
  const first = feed.subscribe(["a"]);
  await told(first);
  now.broken = true;
  assert.equal((await told(first)).list, null);
  first.end();
  now.broken = false;
  const again = feed.subscribe(["a"]);
  assert.deepEqual((await told(again)).list, [{ topic: "a", text: "1" }]);
  again.end();
});
