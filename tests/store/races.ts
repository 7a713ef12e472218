/** Several processes that do everything at once to few jobs; afterwards everything must fit. */
import assert from "node:assert/strict";
import type { Store } from "../../src/store/port.ts";
import { assertConsistent } from "./consistency.ts";
import { findings } from "./kit.ts";
import { openByUrl } from "./open.ts";
import { runScript } from "./scripts.ts";

const PROCESSES = 4;

/** `seconds`: how long they race. */
export async function race(url: string, seconds: number): Promise<void> {
  const store = await openByUrl(url);
  try {
    const printed = await Promise.all(
      Array.from(
        { length: PROCESSES },
        (_, i) => runScript("race_process.ts", url, `racer-${i}@host`, String(seconds)),
      ),
    );
    const done: Record<string, number> = {};
    for (const text of printed) {
      for (const [name, times] of Object.entries<number>(JSON.parse(text))) {
        done[name] = (done[name] ?? 0) + times;
      }
    }
    await assertConsistent(store);
    await drain(url);
    await assertConsistent(store);
    assert.equal(await store.jobs.countActive(), 0, "some job is open for ever");
    await assertFound(store);
    for (const [name, times] of Object.entries(done)) {
      assert.ok(times >= 20, `${name} was done ${times} times only: that was no race`);
    }
  } finally {
    await store.close();
  }
}

/** Each file that succeeded has found two things: none of them was lost, or counted twice. */
async function assertFound(store: Store): Promise<void> {
  const jobs = await store.jobs.list({}, 1000);
  assert.ok(jobs.some(({ counts }) => counts.succeeded > 1), "no job has several files that ended");
  for (const { rule_counts, counts, error_count } of jobs) {
    const found = rule_counts.reduce((sum, { count }) => sum + count, 0);
    assert.deepEqual([found, error_count], [2 * counts.succeeded, 2 * counts.succeeded]);
  }
}

/** What is left open is brought to its end: leases of racers that are gone, then the tasks. */
async function drain(url: string): Promise<void> {
  const store = await openByUrl(url);
  try {
    const now = Date.now() + 60_000;
    for (const { worker_id, beat } of await store.workers.holders("", 100)) {
      await store.workers.rescue(worker_id, beat ?? -1, 1000, 100, now);
    }
    for (const claim of await store.expansions.claim("drain@host", 100, now)) {
      const error = { code: "invalid_archive", message: "the race is over" };
      await store.expansions.fail(claim, error, [], null, now);
    }
    for (;;) {
      const claims = await store.tasks.claim("drain@host", 100, 100, now);
      if (claims.length === 0) break;
      const { accepted } = await store.tasks.finish(claims.map((claim) => findings(claim)));
      assert.equal(accepted.length, claims.length);
    }
  } finally {
    await store.close();
  }
}
