import assert from "node:assert/strict";
import fc from "fast-check";
import {
  addDuration,
  addHistogram,
  BOUNDS,
  type Histogram,
  percentile,
} from "../../src/jobs/histogram.ts";

function histogram(values: readonly number[]): Histogram {
  const counts: Histogram = [];
  for (const value of values) {
    const one: Histogram = [];
    addDuration(one, value);
    addHistogram(counts, one);
  }
  return counts;
}

Deno.test("the bounds grow", () => {
  assert.deepEqual(BOUNDS, BOUNDS.toSorted((a, b) => a - b));
  assert.equal(new Set(BOUNDS).size, BOUNDS.length);
});

Deno.test("nothing has no percentile", () => {
  assert.equal(percentile([], 0.5), null);
  assert.equal(percentile([0, 0], 0.5), null);
});

Deno.test("a percentile lies in the size of the true one, and grows with its share", () => {
  const values = fc.array(fc.integer({ min: 0, max: 3_600_000 }), { minLength: 1, maxLength: 50 });
  fc.assert(fc.property(values, (list) => {
    const sorted = list.toSorted((a, b) => a - b);
    const counts = histogram(list);
    for (const share of [0.5, 0.95, 1]) {
      const real = sorted[Math.ceil(share * sorted.length) - 1]!;
      const size = BOUNDS.findIndex((bound) => real <= bound);
      const found = percentile(counts, share)!;
      assert.ok(found <= BOUNDS[size]! && found >= (BOUNDS[size - 1] ?? 0), `${real} ${found}`);
    }
    assert.ok(percentile(counts, 0.5)! <= percentile(counts, 0.95)!);
  }));
});

Deno.test("what is longer than every bound is said to be of the last one", () => {
  assert.equal(percentile(histogram([10 ** 9]), 0.5), BOUNDS.at(-1));
});
