import assert from "node:assert/strict";
import { codePoints, columnOf, lineIndent } from "../../../src/engine/layout/columns.ts";
import { lint } from "../../../src/engine/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import { quoted } from "../../../src/engine/quoted.ts";

Deno.test("columns count code points, and tabs where that is asked for", () => {
  const { tree } = parse("SELECT 1;\n\t'😀' a\n", "ansi");
  assert.equal(columnOf(tree, 14), 3);
  assert.equal(columnOf(tree, 11, 4), 4);
  assert.equal(codePoints("a😀é"), 3);
});

Deno.test("a line's indent is the space before its first code", () => {
  const indentAtEnd = (sql: string) => {
    const { tree } = parse(sql, "ansi");
    return lineIndent(tree, tree.lastCode(0));
  };
  assert.equal(indentAtEnd("SELECT 1;\n\t'a' b"), "\t");
  assert.equal(indentAtEnd("SELECT a,\n/* x */  b + c"), "  ");
  assert.equal(indentAtEnd("SELECT a"), "");
});

Deno.test("the indent of a line is the same from each place of it, found once", () => {
  const parts = Array.from({ length: 500 }, (_, at) => `/* x */ ${at}`).join(" + ");
  const { tree } = parse(`SELECT 1,\n  ${parts},\n    b\n`, "ansi");
  let steps = 0;
  const counted: typeof tree = Object.create(tree, {
    leafBefore: { value: (node: number) => (steps++, tree.leafBefore(node)) },
    firstLeaf: { value: (node: number) => tree.firstLeaf(node) },
    isCode: { value: (node: number) => tree.isCode(node) },
    is: { value: (node: number, kind: Parameters<typeof tree.is>[1]) => tree.is(node, kind) },
    text: { value: (node: number) => tree.text(node) },
  });
  const leaves = Array.from({ length: tree.size }, (_, node) => node)
    .filter((node) => tree.isLeaf(node) && tree.isCode(node));
  const indents = leaves.map((leaf) => lineIndent(counted, leaf));
  assert.deepEqual(new Set(indents.slice(0, 3)), new Set([""]));
  assert.deepEqual(new Set(indents.slice(3, -2)), new Set(["  "]));
  assert.equal(indents.at(-1), "    ");
  assert.ok(steps < tree.size, `${steps} steps over ${tree.size} nodes`);
  // Asked for backwards, each is what it was.
  const again = leaves.toReversed().map((leaf) => lineIndent(counted, leaf));
  assert.deepEqual(again.toReversed(), indents);
});

Deno.test("a gap of very many line breaks is a line break still", () => {
  for (const breaks of [3, 127, 128, 65_536]) {
    const sql = `SELECT a${"\n".repeat(breaks)}FROM t\n`;
    const rules = ["LT02", "LT05", "LT08", "LT14", "LT01"];
    assert.deepEqual(lint({ sql, dialect: "ansi", rules }).violations, [], String(breaks));
  }
});

Deno.test("a text in a message is in quotes that it does not hold, on one line", () => {
  assert.deepEqual(["a", "a'b", "a\n", "'\""].map(quoted), ["'a'", '"a\'b"', "'a\\n'", "'\\'\"'"]);
});
