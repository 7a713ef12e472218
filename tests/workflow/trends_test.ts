import assert from "node:assert/strict";
import { windowBetween, windowOfRange } from "../../src/workflow/trends.ts";

const NOW = Date.UTC(2026, 10, 28, 11, 22, 33);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

Deno.test("a range ends with the point of now, and its points divide it", () => {
  const cases = [["hour", 60, 60], ["day", 96, 900], ["week", 168, 3600], [
    "month",
    120,
    21_600,
  ]] as const;
  for (const [range, points, bucket] of cases) {
    const window = windowOfRange(range, NOW);
    assert.equal(window.bucket_seconds, bucket);
    assert.equal((window.to - window.from) / bucket / 1000, points);
    assert.ok(window.to > NOW && window.to - bucket * 1000 <= NOW);
    assert.equal(bucket % window.step, 0);
  }
});

Deno.test("a time of one's own is covered by at most about 200 points, from sums that are kept", () => {
  for (const age of [0, 3 * DAY, 20 * DAY, 700 * DAY]) {
    for (const span of [1000, HOUR, 5 * HOUR, DAY, 12 * DAY, 90 * DAY, 1000 * DAY]) {
      const [from, to] = [NOW - age - span, NOW - age];
      const window = windowBetween(from, to, NOW);
      const points = (window.to - window.from) / window.bucket_seconds / 1000;
      assert.ok(window.from <= from && window.to >= to);
      assert.ok(Number.isInteger(points) && points >= 1 && points <= 202, `${points}`);
      assert.equal(window.bucket_seconds % window.step, 0);
      if (window.step === 60) assert.ok(from >= NOW - 2 * DAY);
      if (window.step === 900) assert.ok(from >= NOW - 15 * DAY);
      assert.ok((window.to - window.from) / window.step / 1000 <= 4100);
    }
  }
});
