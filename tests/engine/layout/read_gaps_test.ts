import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { BREAK_BIT, CLOSES_BIT, OPENS_BIT } from "../../../src/engine/layout/groups.ts";
import { readGaps } from "../../../src/engine/layout/read_gaps.ts";
import { parse } from "../../../src/engine/parser/mod.ts";

const gapsOf = (sql: string) => readGaps(parse(sql, "ansi").tree);

Deno.test("a gap has its breaks and marks, and the depths that it comes to", () => {
  const gaps = gapsOf("SELECT\n    a\nFROM t\n");
  assert.deepEqual(Array.from(gaps.after.subarray(0, gaps.count)), [0, 1, 0, 1, 0]);
  assert.deepEqual(Array.from(gaps.flags.subarray(0, gaps.count)), [
    BREAK_BIT,
    BREAK_BIT | OPENS_BIT,
    BREAK_BIT | CLOSES_BIT,
    OPENS_BIT,
    BREAK_BIT | CLOSES_BIT,
  ]);
  assert.deepEqual(Array.from(gaps.closeGap.subarray(0, 2)), [2, 4]);
});

Deno.test("a text may have more groups than most have", () => {
  const depth = 200;
  const gaps = gapsOf(`SELECT ${"(".repeat(depth)}1${")".repeat(depth)}\n`);
  const groups = gaps.firstGroup[gaps.count]!;
  assert.equal(groups, depth + 1);
  assert.equal(gaps.level[groups - 1], groups);
  // The innermost bracket ends right behind the number, and SELECT with the file.
  assert.equal(gaps.closeGap[groups - 1], depth + 2);
  assert.equal(gaps.closeGap[0], gaps.count - 1);
});

Deno.test("the gaps of a text are the same whether there is room for each token or they are counted", () => {
  const one = "SELECT a, f(b) FROM t;\n";
  const small = gapsOf(one.repeat(2));
  const large = gapsOf(one.repeat(3000));
  assert.equal(large.count - 1, 1500 * (small.count - 1));
  const start = large.count - small.count;
  assert.deepEqual(
    Array.from(large.after.subarray(start, large.count)),
    Array.from(small.after.subarray(0, small.count)),
  );
  assert.equal(large.code.length, large.count);
});
