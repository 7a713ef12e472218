import assert from "node:assert/strict";
import { ForcedLevels } from "../../../src/engine/layout/compatibility.ts";
import type { Gaps } from "../../../src/engine/layout/groups.ts";
import { OpenGroups } from "../../../src/engine/layout/open_groups.ts";

/** Groups of the levels 1, 2 and 3 inside of each other, by the gaps in which they end. */
function nested(...ends: number[]): OpenGroups {
  const gaps = {
    closeGap: Int32Array.from(ends),
    level: Uint16Array.from(ends.map((_, group) => group + 1)),
  };
  return new OpenGroups(gaps as unknown as Gaps);
}

Deno.test("the broken groups up to a depth are counted", () => {
  const open = nested(9, 8, 7);
  open.open(0, true, false);
  open.open(1, false, false);
  open.open(2, true, false);
  assert.deepEqual([0, 1, 2, 3, 4].map((depth) => open.broken(depth)), [0, 1, 1, 2, 2]);
  assert.equal(open.broken(), 2);
  open.closeUpTo(7);
  assert.equal(open.broken(), 1);
});

Deno.test("a level that is broken later counts from there on, and covers no end", () => {
  const open = nested(9, 8, 7);
  open.open(0, false, false);
  open.open(1, false, false);
  open.open(2, true, false);
  open.breakLevel(2, 8);
  assert.equal(open.broken(), 1, "one that ends in the gap stays as it is");
  open.breakLevel(2, 5);
  assert.deepEqual([1, 2, 3].map((depth) => open.broken(depth)), [0, 1, 2]);
  open.breakLevel(2, 5);
  assert.equal(open.broken(), 2, "nothing is broken twice");
  assert.deepEqual([7, 8, 9].map((gap) => open.covers(gap)), [true, false, false]);
});

Deno.test("what ends broken is a group that is, or one at a forced level", () => {
  const open = nested(9, 8);
  open.open(0, false, false);
  open.open(1, true, false);
  const forced = new ForcedLevels();
  assert.deepEqual([7, 8, 9].map((gap) => open.endsBroken(gap, forced)), [false, true, false]);
  forced.force(1);
  assert.equal(open.endsBroken(9, forced), true);
});
