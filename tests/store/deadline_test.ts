import assert from "node:assert/strict";
import { Deadline } from "../../src/store/mysql/deadline.ts";
import { FakeTime } from "../support/fake_time.ts";

Deno.test("work that takes too long is late once, and work that ends in time never is", async () => {
  using time = new FakeTime();
  const late: string[] = [];
  const deadline = new Deadline();
  deadline.begin(100, () => late.push("first"));
  await time.tick(60);
  deadline.end();
  deadline.begin(100, () => late.push("second"));
  await time.tick(90);
  assert.deepEqual(late, []);
  await time.tick(20);
  assert.deepEqual(late, ["second"]);
  await time.tick(1000);
  assert.deepEqual(late, ["second"]);
});

Deno.test("short work behind long work is late in its own time", async () => {
  using time = new FakeTime();
  const late: string[] = [];
  const deadline = new Deadline();
  deadline.begin(60_000, () => late.push("long"));
  deadline.end();
  deadline.begin(100, () => late.push("short"));
  await time.tick(101);
  assert.deepEqual(late, ["short"]);
});

Deno.test("work that is under way when a deadline stops is late all the same", async () => {
  using time = new FakeTime();
  const late: string[] = [];
  const deadline = new Deadline();
  deadline.begin(100, () => late.push("work"));
  deadline.stop();
  await time.tick(101);
  assert.deepEqual(late, ["work"]);
});

Deno.test("a deadline that has stopped keeps no process alive", () => {
  const idle = new Deadline();
  idle.begin(60_000, () => {});
  idle.end();
  idle.stop();
  const busy = new Deadline();
  busy.begin(60_000, () => {});
  busy.stop();
  // Timers that are left are a fault of this test to Deno.
  busy.end();
});
