import assert from "node:assert/strict";
import { ForcedLevels } from "../../../src/engine/layout/compatibility.ts";
import { ForcedBreaks } from "../../../src/engine/layout/forced_breaks.ts";

Deno.test("a gap forces all of its levels, once", () => {
  const breaks = new ForcedBreaks(3, 1);
  breaks.add(3, 2);
  breaks.add(7, 5);
  const forced = new ForcedLevels();
  assert.equal(breaks.force(2, forced), 0);
  assert.equal(breaks.force(3, forced), 2);
  assert.equal(breaks.force(5, forced), 0);
  assert.equal(breaks.force(7, forced), 1);
  assert.deepEqual([1, 2, 3, 5].map((level) => forced.has(level)), [true, true, false, true]);
});

Deno.test("breaks are known by their gaps and levels before the line gets to them", () => {
  const breaks = new ForcedBreaks(3, 1);
  breaks.add(7, 5);
  assert.deepEqual([3, 4, 7, 8].map((gap) => breaks.has(gap)), [true, false, true, false]);
  assert.deepEqual([1, 5, 3].map((level) => breaks.opensLevel(level)), [true, true, false]);
});
