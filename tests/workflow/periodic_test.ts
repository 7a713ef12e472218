import assert from "node:assert/strict";
import { periodic } from "../../src/workflow/periodic.ts";
import { JobWatch } from "../../src/workflow/watch.ts";
import { FakeTime } from "../support/fake_time.ts";

Deno.test("a chore runs at once and again at each interval, until it is stopped", async () => {
  using time = new FakeTime();
  let runs = 0;
  const chore = periodic("chore", 1000, () => Promise.resolve(void runs++));
  chore.start();
  chore.start();
  await time.tick(0);
  assert.equal(runs, 1);
  await time.tick(2500);
  assert.equal(runs, 3);
  await chore.stop();
  await time.tick(5000);
  assert.deepEqual([runs, time.pending], [3, 0]);
});

Deno.test("a chore never runs twice at a time, and one that fails runs again", async () => {
  using time = new FakeTime();
  const gates: PromiseWithResolvers<void>[] = [];
  const chore = periodic("chore", 1000, () => {
    gates.push(Promise.withResolvers<void>());
    return gates.at(-1)!.promise;
  });
  chore.start();
  await time.tick(10_000);
  assert.equal(gates.length, 1);
  gates[0]!.reject(new Error("down"));
  await time.tick(1000);
  assert.equal(gates.length, 2);
  const stopping = chore.stop();
  let stopped = false;
  stopping.then(() => stopped = true);
  await time.tick(1000);
  assert.equal(stopped, false);
  gates[1]!.resolve();
  await stopping;
  assert.equal(time.pending, 0);
});

Deno.test("who waits for a job is woken by its move, by time, or by giving up", async () => {
  using time = new FakeTime();
  const watch = new JobWatch();
  const woken: string[] = [];
  const gone = new AbortController();
  watch.listen("a", 1000).moved.then(() => woken.push("a"));
  watch.listen("b", 1000).moved.then(() => woken.push("b"));
  watch.listen("c", 9000, gone.signal).moved.then(() => woken.push("c"));
  watch.moved("a");
  watch.moved("nobody");
  await time.tick(0);
  assert.deepEqual(woken, ["a"]);
  await time.tick(1000);
  assert.deepEqual(woken, ["a", "b"]);
  gone.abort();
  await time.tick(0);
  assert.deepEqual(woken, ["a", "b", "c"]);
  assert.equal(time.pending, 0);
});

Deno.test("who waits for the end of a job sleeps through its other moves", async () => {
  using time = new FakeTime();
  const watch = new JobWatch();
  const woken: string[] = [];
  watch.listen("a", 1000).moved.then(() => woken.push("move"));
  watch.listen("a", 1000, undefined, { endAlone: true }).moved.then(() => woken.push("end"));
  watch.moved("a");
  await time.tick(0);
  assert.deepEqual(woken, ["move"]);
  watch.ended("a");
  await time.tick(0);
  assert.deepEqual([woken, time.pending], [["move", "end"], 0]);
});
