import assert from "node:assert/strict";
import { backoff, mayRetry } from "../../src/jobs/retry.ts";
import {
  finalStatus,
  isOpen,
  JOB_STATUSES,
  JOB_TRANSITIONS,
  TASK_STATUSES,
  TASK_TRANSITIONS,
  verdictOf,
} from "../../src/jobs/states.ts";

/** The states that can be reached from the first one. */
function reachable<S>(first: S, moves: readonly { from: S; to: S }[]): Set<S> {
  const seen = new Set([first]);
  for (const state of seen) for (const { from, to } of moves) if (from === state) seen.add(to);
  return seen;
}

Deno.test("every state can be reached, and no move is listed twice", () => {
  assert.deepEqual(reachable("ACCEPTED", JOB_TRANSITIONS), new Set(JOB_STATUSES));
  assert.deepEqual(reachable("PENDING", TASK_TRANSITIONS), new Set(TASK_STATUSES));
  for (const moves of [JOB_TRANSITIONS, TASK_TRANSITIONS]) {
    const names = moves.map(({ from, to }) => `${from} ${to}`);
    assert.equal(new Set(names).size, names.length);
  }
});

Deno.test("what succeeded or was cancelled is final; what failed may be retried", () => {
  const from = (state: string) => JOB_TRANSITIONS.filter((t) => t.from === state).length;
  assert.deepEqual(["COMPLETED", "CANCELLED"].map(from), [0, 0]);
  assert.ok(from("FAILED") > 0 && from("PARTIALLY_COMPLETED") > 0);
  const tasks = TASK_TRANSITIONS.filter((t) => ["SUCCESS", "CANCELLED"].includes(t.from));
  assert.deepEqual(tasks, []);
});

Deno.test("only accepted and processing jobs are open", () => {
  assert.deepEqual(JOB_STATUSES.filter(isOpen), ["ACCEPTED", "PROCESSING"]);
});

Deno.test("a job's end follows from how its tasks ended", () => {
  const end = (succeeded: number, failed: number, cancelled: number) =>
    finalStatus({ succeeded, failed, cancelled });
  assert.equal(end(3, 0, 0), "COMPLETED");
  assert.equal(end(2, 1, 0), "PARTIALLY_COMPLETED");
  assert.equal(end(0, 3, 0), "FAILED");
  assert.equal(end(0, 0, 3), "CANCELLED");
  assert.equal(end(1, 0, 2), "COMPLETED");
  assert.equal(end(0, 1, 2), "FAILED");
});

Deno.test("a verdict is passed only on what was linted, and warnings alone pass", () => {
  assert.equal(verdictOf({ succeeded: 0, errors: 0 }), null);
  assert.equal(verdictOf({ succeeded: 1, errors: 0 }), "PASS");
  assert.equal(verdictOf({ succeeded: 1, errors: 1 }), "FAIL");
});

Deno.test("only transient faults are repeated, three times, with growing pauses", () => {
  assert.deepEqual([1, 2, 3].map((n) => mayRetry("engine_failed", n, 3)), [true, true, false]);
  assert.equal(mayRetry("timeout", 1, 3), false);
  assert.deepEqual([1, 2, 3, 4, 9].map(backoff), [1000, 4000, 16_000, 60_000, 60_000]);
});
