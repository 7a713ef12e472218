import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { parse } from "../../../src/engine/parser/mod.ts";

/** Nesting that several alternatives begin alike, so that a parser without a memory doubles its work. */
const NESTED: readonly [open: string, inside: string, close: string][] = [
  ["(", "1", ")"],
  ["(SELECT a FROM ", "t", ")"],
  ["(a, ", "1", ")"],
  ["f(a, ", "1", ")"],
  ["CASE WHEN a THEN ", "1", " END"],
  ["a IN (", "1", ")"],
  ["[", "1", "]"],
];

for (const [open, inside, close] of NESTED) {
  for (const tail of ["", " = ="]) {
    Deno.test(`the work of nesting "${open}" is linear${tail && ", also in broken text"}`, () => {
      const work = (depth: number) =>
        parse(`SELECT ${open.repeat(depth)}${inside}${close.repeat(depth)}${tail} FROM t`, "ansi", {
          recurs: false,
        }).steps;
      const small = work(250);
      const large = work(4000);
      assert.ok(large < small * 16 * 1.1, `${small} steps for 250, ${large} for 4,000`);
    });
  }
}

Deno.test("the work of a text is linear in its length", () => {
  const query = "SELECT a, f(b) AS c FROM t JOIN u ON t.x = u.x WHERE a IN (1, 2) AND NOT b\n";
  const work = (count: number) =>
    parse(Array(count).fill(query).join(" UNION ALL "), "ansi", { recurs: false }).steps;
  assert.ok(work(1000) < work(100) * 10.5);
});
