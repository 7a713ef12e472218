import assert from "node:assert/strict";
import { DELAYS, MOST_ATTEMPTS, nextAttempt } from "../../src/workflow/webhooks/schedule.ts";

Deno.test("attempts are put off further and further, by a fifth more or less, and end", () => {
  for (const [at, delay] of DELAYS.entries()) {
    const next = (random: number) => nextAttempt(at + 1, null, 1000, random)! - 1000;
    assert.deepEqual([next(0), next(0.5), next(1)], [delay * 0.8, delay, delay * 1.2]);
  }
  assert.deepEqual(DELAYS.toSorted((a, b) => a - b), DELAYS);
  assert.equal(nextAttempt(MOST_ATTEMPTS, null, 0, 0.5), null);
  assert.equal(nextAttempt(MOST_ATTEMPTS, 60, 0, 0.5), null);
});

Deno.test("a server's Retry-After is waited for, an hour at most, and shortens nothing", () => {
  assert.equal(nextAttempt(1, 60, 0, 0.5), 60_000);
  assert.equal(nextAttempt(1, 1, 0, 0.5), 5000);
  assert.equal(nextAttempt(1, 10 ** 9, 0, 0.5), 3_600_000);
});
