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
