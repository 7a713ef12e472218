import assert from "node:assert/strict";
import { TimeLimit } from "../../src/pool/time_limit.ts";
import { FakeTime } from "../support/fake_time.ts";

/** A limit on clocks that are moved by hand. */
class Limited implements Disposable {
  private readonly time = new FakeTime();
  private away = 0;
  private readonly limit: TimeLimit;
  expired = 0;

  constructor(ms: number) {
    const clock = () => performance.now() + this.away;
    this.limit = new TimeLimit(ms, () => this.expired++, clock);
  }

  /** The process runs for so many milliseconds. */
  runs(ms: number): Promise<void> {
    return this.time.tick(ms);
  }

  /** The process is suspended for so many milliseconds: no timer of it fires meanwhile. */
  suspended(ms: number): void {
    this.away += ms;
  }

  stop(): void {
    this.limit.stop();
  }

  get timers(): number {
    return this.time.pending;
  }

  [Symbol.dispose](): void {
    this.time[Symbol.dispose]();
  }
}

Deno.test("a time limit ends once, when its time is used up, and leaves no timer behind", async () => {
  for (const ms of [1, 40, 999, 1000, 1001, 3500]) {
    using limited = new Limited(ms);
    await limited.runs(ms - 1);
    assert.equal(limited.expired, 0, String(ms));
    await limited.runs(1);
    assert.equal(limited.expired, 1, String(ms));
    await limited.runs(10_000);
    assert.deepEqual([limited.expired, limited.timers], [1, 0]);
  }
});

Deno.test("a time limit that is stopped never ends", async () => {
  using limited = new Limited(3500);
  await limited.runs(2200);
  limited.stop();
  await limited.runs(10_000);
  assert.deepEqual([limited.expired, limited.timers], [0, 0]);
});

Deno.test("time in which the process was suspended is given back", async () => {
  using limited = new Limited(3500);
  await limited.runs(1500);
  limited.suspended(3_600_000);
  await limited.runs(1900);
  limited.suspended(60_000);
  assert.equal(limited.expired, 0);
  await limited.runs(3000);
  assert.equal(limited.expired, 1);
});

Deno.test("a limit whose last second is that of a suspension leaves time for what came meanwhile", async () => {
  using limited = new Limited(3500);
  await limited.runs(3400);
  limited.suspended(3_600_000);
  // The timer that was due fires; what waits in a pipe is only read after it.
  await limited.runs(900);
  assert.equal(limited.expired, 0);
  await limited.runs(1000);
  assert.equal(limited.expired, 1);
});

Deno.test("looks that are a little late count in full, and late ones alone hold nothing up for ever", async () => {
  using busy = new Limited(10_000);
  for (let i = 0; i < 5; i++) {
    await busy.runs(1000);
    busy.suspended(900);
  }
  await busy.runs(1000);
  assert.equal(busy.expired, 1);
  using stalled = new Limited(10_000);
  for (let i = 0; i < 12 && stalled.expired === 0; i++) {
    stalled.suspended(5000);
    await stalled.runs(1000);
  }
  assert.equal(stalled.expired, 1);
});
