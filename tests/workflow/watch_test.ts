import assert from "node:assert/strict";

import type { JobEnds } from "../../src/queue/port.ts";
import { JobWatch } from "../../src/workflow/watch.ts";
import { FakeTime } from "../support/fake_time.ts";

/** Ends that a test tells in the place of another process. */
class ScriptedEnds implements JobEnds {
  heard = false;
  readonly published: string[] = [];
  tell: (job_id: string) => void = () => assert.fail("nobody subscribed");
  publish(job_id: string): void {
    this.published.push(job_id);
  }
  subscribe(onEnd: (job_id: string) => void): void {
    this.tell = onEnd;
    this.heard = true;
  }
}

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

Deno.test("the end that another process tells wakes who waits, and is not told again", async () => {
  using time = new FakeTime();
  const ends = new ScriptedEnds();
  const watch = new JobWatch(ends);
  assert.equal(watch.hearsOthers, false);
  watch.followOthers();
  assert.equal(watch.hearsOthers, true);
  const woken: string[] = [];
  watch.listen("a", 1000, undefined, { endAlone: true }).moved.then(() => woken.push("a"));
  ends.tell("a");
  await time.tick(0);
  assert.deepEqual([woken, ends.published, time.pending], [["a"], [], 0]);
});

Deno.test("an end in this process is told to the others; a move is not", () => {
  const ends = new ScriptedEnds();
  const watch = new JobWatch(ends);
  watch.moved("a");
  watch.ended("b");
  assert.deepEqual(ends.published, ["b"]);
});

Deno.test("an end that came before somebody listened is not missed, and counts once", async () => {
  using time = new FakeTime();
  const watch = new JobWatch();
  watch.ended("a");
  await watch.listen("a", 1000).moved;
  let woken = false;
  const again = watch.listen("a", 1000);
  again.moved.then(() => woken = true);
  await time.tick(999);
  assert.equal(woken, false);
  again.stop();
});

Deno.test("of ends that nobody listens for only the last thousand are kept", async () => {
  using time = new FakeTime();
  const watch = new JobWatch();
  for (let i = 0; i <= 1000; i++) watch.ended(`job-${i}`);
  const woken: string[] = [];
  for (const id of ["job-0", "job-1", "job-1000"]) {
    watch.listen(id, 1000).moved.then(() => woken.push(id));
  }
  await time.tick(0);
  assert.deepEqual(woken, ["job-1", "job-1000"]);
  await time.tick(1000);
});
