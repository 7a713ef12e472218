import assert from "node:assert/strict";
import {
  Arena,
  COMMENT,
  DEDENT,
  END_OF_FILE,
  FILE,
  INDENT,
  kind,
  MOST_KINDS,
  TokenColumns,
  TreeBuilder,
  UNPARSABLE,
  WHITESPACE,
  WORD,
} from "../../../src/engine/tree/mod.ts";

const LIST = kind("test_list");
const ITEM = kind("test_item");

/** `a b` as file( list( item(a) ⟨indent⟩ blank item(b) ⟨dedent⟩ ) eof ). */
function sample() {
  const columns = new TokenColumns(1, new Arena());
  columns.push(WORD, 0, 0);
  columns.push(WHITESPACE, 1, 0);
  columns.push(WORD, 2, 0);
  columns.push(END_OF_FILE, 3, 0);
  const builder = new TreeBuilder(columns.finish("a b"), 1);
  builder.open(FILE);
  builder.open(LIST);
  builder.open(ITEM);
  builder.leaf(WORD, 0);
  builder.close();
  builder.leaf(INDENT, 1);
  builder.leaf(WHITESPACE, 1);
  builder.open(UNPARSABLE);
  builder.leaf(WORD, 2);
  builder.close();
  builder.leaf(DEDENT, 3);
  builder.close();
  builder.leaf(END_OF_FILE, 3);
  builder.close();
  return builder.finish();
}

Deno.test("a tree answers for parents, children and siblings", () => {
  const tree = sample();
  assert.equal(tree.size, 10);
  assert.equal(tree.parent(0), -1);
  assert.deepEqual(tree.children(0), [1, 9]);
  assert.deepEqual(tree.children(1), [2, 4, 5, 6, 8]);
  assert.deepEqual(tree.children(3), []);
  assert.equal(tree.nextSibling(2), 4);
  assert.equal(tree.nextSibling(8), -1);
  assert.equal(tree.prevSibling(8), 6);
  assert.equal(tree.prevSibling(2), -1);
  assert.equal(tree.prevSibling(0), -1);
  assert.equal(tree.lastChild(1), 8);
  assert.equal(tree.lastChild(3), -1);
  assert.equal(tree.firstChild(1), 2);
});

Deno.test("a tree finds nodes by kind, upwards and downwards", () => {
  const tree = sample();
  assert.equal(tree.childOf(1, UNPARSABLE), 6);
  assert.equal(tree.childOf(3, UNPARSABLE), -1);
  assert.deepEqual(tree.childrenOf(1, WORD), []);
  assert.deepEqual(tree.descendants(0, WORD), [3, 7]);
  assert.equal(tree.closest(7, LIST), 1);
  assert.equal(tree.closest(7, COMMENT), -1);
  assert.deepEqual(tree.unparsable, [6]);
});

Deno.test("a tree finds the next node of wanted kinds in a stretch", () => {
  const tree = sample();
  const wanted = new Uint8Array(MOST_KINDS);
  wanted[ITEM] = wanted[UNPARSABLE] = 1;
  assert.equal(tree.nextWanted(0, tree.size, wanted), 2);
  assert.equal(tree.nextWanted(2, tree.size, wanted), 2);
  assert.equal(tree.nextWanted(3, tree.size, wanted), 6);
  assert.equal(tree.nextWanted(3, 6, wanted), 6);
  assert.equal(tree.nextWanted(7, tree.size, wanted), tree.size);
});

Deno.test("text and offsets of a subtree leave out nothing; a meta leaf is empty", () => {
  const tree = sample();
  assert.equal(tree.text(0), "a b");
  assert.equal(tree.text(6), "b");
  assert.equal(tree.upper(7), "B");
  assert.equal(tree.text(4), "");
  assert.deepEqual([tree.start(8), tree.stop(8)], [3, 3]);
  assert.deepEqual([tree.start(1), tree.stop(1)], [0, 3]);
});

Deno.test("leaves are walked in order, and code is told from blanks and metas", () => {
  const tree = sample();
  assert.equal(tree.leafBefore(0), -1);
  assert.equal(tree.leafBefore(6), 5);
  assert.equal(tree.leafAfter(5), 7);
  assert.equal(tree.leafAfter(9), -1);
  assert.equal(tree.firstLeaf(6), 7);
  assert.equal(tree.lastLeaf(1), 8);
  assert.equal(tree.firstCode(1), 3);
  assert.equal(tree.lastCode(1), 7);
  assert.equal(tree.firstCode(4), -1);
  assert.ok(tree.isWhitespace(5) && !tree.isCode(5) && tree.isMeta(4) && !tree.isImplicit(4));
});
