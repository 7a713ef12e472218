import assert from "node:assert/strict";
import fc from "fast-check";
import { commonLines } from "../../src/text/common_lines.ts";
import { countedSets } from "../support/counted.ts";

/** Checks that what stays is the same line in both texts, and rises; how many lines stay. */
function staying(before: readonly string[], after: readonly string[]): number {
  let [last, count] = [-1, 0];
  for (const [a, b] of commonLines(before, after).entries()) {
    if (b < 0) continue;
    assert.equal(after[b], before[a]);
    assert.ok(b > last);
    last = b;
    count++;
  }
  return count;
}

Deno.test("what stays is in both texts, in the order of both", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c", "", "select"), { maxLength: 60 });
  fc.assert(fc.property(lines, lines, (a, b) => void staying(a, b)));
  assert.equal(staying([], ["a"]), 0);
  assert.deepEqual([...commonLines(["a", "b", "c"], ["a", "x", "c"])], [0, -1, 2]);
  assert.deepEqual([...commonLines(["b", "a", "b"], ["x", "b", "a", "y"])], [1, 2, -1]);
});

Deno.test("in long texts what occurs once holds the rest together", () => {
  const before = Array.from({ length: 20_000 }, (_, i) => i % 3 === 0 ? "" : `line ${i}`);
  const after = before.flatMap((line, i) => i % 4 === 0 ? [`new ${i}`, line, "more"] : [line]);
  assert.equal(staying(before, after), before.length);
});

/**
 * A text in which one line occurs once; behind it another one does that stands before it too, and
 * so on to its end.
 */
function nested(depth: number): string[] {
  const lines: string[] = [];
  for (let i = depth; i > 0; i--) lines.push(`${i - 1}`, `${i}`);
  return lines;
}

Deno.test("lines that hide each other are not looked through over and over", () => {
  const [before, after] = [nested(5000), nested(5000).flatMap((line) => ["x", line])];
  const looks = countedSets(() => commonLines(before, after));
  // Every line is put into a map a few times: in all, and once for each depth at most.
  assert.ok(looks < 14 * (before.length + after.length), `${looks} lines looked at`);
});
