import assert from "node:assert/strict";
import { hasPlaces } from "../../../src/engine/parser/respaced.ts";
import {
  Arena,
  END_OF_FILE,
  FILE,
  INDENT,
  kind,
  NEWLINE,
  TokenColumns,
  type Tree,
  TreeBuilder,
  WHITESPACE,
  WORD,
} from "../../../src/engine/tree/mod.ts";

const ITEM = kind("test_item");

/** A word, a line end, a blank and a word; `write` makes the tree of them. */
function treeOf(write: (builder: TreeBuilder) => void): Tree {
  const columns = new TokenColumns(1, new Arena());
  columns.push(WORD, 0, 0);
  columns.push(NEWLINE, 1, 0);
  columns.push(WHITESPACE, 2, 0);
  columns.push(WORD, 3, 0);
  columns.push(END_OF_FILE, 4, 0);
  const builder = new TreeBuilder(columns.finish("a\n b"), 1);
  builder.open(FILE);
  write(builder);
  builder.leaf(END_OF_FILE, 4);
  builder.close();
  return builder.finish();
}

Deno.test("blanks have their places where a gap is in one piece", () => {
  const tree = treeOf((builder) => {
    builder.open(ITEM);
    builder.leaf(WORD, 0);
    builder.close();
    builder.leaf(INDENT, 1);
    builder.leaf(NEWLINE, 1);
    builder.leaf(WHITESPACE, 2);
    builder.leaf(WORD, 3);
  });
  assert.equal(hasPlaces(tree, 0, new Set()), true);
});

Deno.test("blanks have none where a node or an indent lies inside of a gap", () => {
  const byNode = treeOf((builder) => {
    builder.open(ITEM);
    builder.leaf(WORD, 0);
    builder.leaf(NEWLINE, 1);
    builder.close();
    builder.leaf(WHITESPACE, 2);
    builder.leaf(WORD, 3);
  });
  const byIndent = treeOf((builder) => {
    builder.leaf(WORD, 0);
    builder.leaf(NEWLINE, 1);
    builder.leaf(INDENT, 2);
    builder.leaf(WHITESPACE, 2);
    builder.leaf(WORD, 3);
  });
  for (const tree of [byNode, byIndent]) assert.equal(hasPlaces(tree, 0, new Set()), false);
});
