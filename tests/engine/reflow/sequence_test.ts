import assert from "node:assert/strict";
import { findDialect } from "../../../src/engine/dialects/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import { codePoints, columnOf, lineIndent } from "../../../src/engine/layout/columns.ts";
import { indentTo } from "../../../src/engine/reflow/indent_to.ts";
import { Layout } from "../../../src/engine/layout/settings.ts";
import { capitalise, describeIndent, quoted } from "../../../src/engine/reflow/names.ts";
import { indentOf, Sequence } from "../../../src/engine/reflow/sequence.ts";
import { RULES } from "../../../src/engine/rules/list.ts";
import { resolveSettings } from "../../../src/engine/settings/mod.ts";

function sequenceOf(sql: string): Sequence {
  const settings = resolveSettings({ sql }, { built: RULES, planned: [] });
  return new Sequence(parse(sql, "ansi").tree, new Layout(settings, findDialect("ansi").kinds));
}

Deno.test("a file is points and blocks in turn, from a point to the end of the file", () => {
  const sequence = sequenceOf("  SELECT a, -- x\n    b\n");
  const blocks = Array.from(
    { length: sequence.count },
    (_, at) => sequence.tree.text(sequence.block(at)),
  );
  assert.deepEqual(blocks, ["SELECT", "a", ",", "-- x", "b", ""]);
  assert.equal(sequence.isEnd(5), true);
  assert.equal(sequence.isComment(3), true);
  assert.deepEqual(sequence.pieces(0).map(({ text }) => text), ["  "]);
  assert.deepEqual([sequence.newlines(4), sequence.hadNewline(3)], [1, false]);
  assert.equal(indentOf(sequence.pieces(4)), "    ");
  assert.equal(indentOf(sequence.pieces(1)), null);
  assert.equal(sequence.blockAt(sequence.block(2)), 2);
});

Deno.test("a point adds up its indents, and edits to it can be taken back", () => {
  const sequence = sequenceOf("SELECT a\nFROM t\n");
  assert.equal(sequence.impulse(1), 1);
  assert.equal(sequence.trough(2), -1);
  sequence.edit(2, []);
  assert.equal(sequence.newlines(2), 0);
  sequence.reset();
  assert.equal(sequence.newlines(2), 1);
});

Deno.test("a point is given a line break and an indent in each of its shapes", () => {
  const sequence = sequenceOf("SELECT a,b\n  FROM t\nWHERE c\n");
  const { tree } = sequence;
  const to = (point: number, wanted: string) => {
    const target = { before: sequence.block(point) };
    const { result, pieces } = indentTo(tree, sequence.pieces(point), wanted, target);
    return [result?.description, indentOf(pieces)];
  };
  assert.deepEqual(to(1, "  "), ["Expected line break and indent of 2 spaces before 'a'.", "  "]);
  assert.deepEqual(to(3, ""), ["Expected line break and no indent before 'b'.", ""]);
  assert.deepEqual(to(4, "  "), [undefined, "  "]);
  assert.deepEqual(to(4, ""), ["Line should not be indented.", ""]);
  assert.deepEqual(to(6, "\t"), ["Expected indent of 1 tabs.", "\t"]);
  assert.deepEqual(to(6, ""), [undefined, ""]);
});

Deno.test("columns count code points, and tabs where that is asked for", () => {
  const { tree } = sequenceOf("SELECT 1;\n\t'😀' a\n");
  assert.equal(columnOf(tree, 14), 3);
  assert.equal(columnOf(tree, 11, 4), 4);
  assert.equal(codePoints("a😀é"), 3);
});

Deno.test("a line's indent is the space before its first code", () => {
  const indentAtEnd = (sql: string) => {
    const { tree } = sequenceOf(sql);
    return lineIndent(tree, tree.lastCode(0));
  };
  assert.equal(indentAtEnd("SELECT 1;\n\t'a' b"), "\t");
  assert.equal(indentAtEnd("SELECT a,\n/* x */  b + c"), "  ");
  assert.equal(indentAtEnd("SELECT a"), "");
});

Deno.test("texts, indents and names are shown as SQLFluff shows them", () => {
  assert.deepEqual([quoted("a'b"), quoted("a\n"), quoted("'\"")], ['"a\'b"', "'a\\n'", "'\\'\"'"]);
  assert.deepEqual(["", "  ", "\t", " \t"].map(describeIndent), [
    "no indent",
    "indent of 2 spaces",
    "indent of 1 tabs",
    "mixed indent",
  ]);
  assert.equal(capitalise("set Operator"), "Set operator");
});
