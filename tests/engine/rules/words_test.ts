import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { parse } from "../../../src/engine/parser/mod.ts";
import { firstCodeChild, onlyCodeChild, wordOf } from "../../../src/engine/rules/words.ts";
import { kind, nodesIn, word } from "../../../src/engine/tree/mod.ts";

const { tree } = parse("SELECT /* k */ Count(a), s.count(b) FROM t WHERE (c) AND a\n", "ansi");
const [first, second] = nodesIn(tree, 0, [kind("function_name")]);

Deno.test("what is no code stands before the first child that is, or alone in none", () => {
  const clause = nodesIn(tree, 0, [kind("select_clause")])[0]!;
  assert.equal(tree.text(firstCodeChild(tree, clause)), "SELECT");
  assert.equal(firstCodeChild(tree, tree.firstLeaf(clause)), -1);
});

Deno.test("a child is the only one beside blanks and comments, and no other code", () => {
  assert.equal(tree.text(onlyCodeChild(tree, first!)), "Count");
  assert.equal(onlyCodeChild(tree, second!), -1);
  assert.equal(onlyCodeChild(tree, tree.firstLeaf(first!)), -1);
});

Deno.test("a node is the word that its whole text spells in any letter case", () => {
  assert.equal(wordOf(tree, first!), word("COUNT"));
  assert.equal(wordOf(tree, tree.firstLeaf(first!)), word("COUNT"));
  assert.equal(wordOf(tree, second!), 0);
});

Deno.test("a word may be spelled by several leaves", () => {
  const notEqual = word("!=");
  const { tree } = parse("SELECT a != b, a ! = b FROM t\n", "tsql");
  const [together, apart] = nodesIn(tree, 0, [kind("comparison_operator")]);
  assert.notEqual(tree.firstLeaf(together!), tree.lastLeaf(together!));
  assert.equal(wordOf(tree, together!), notEqual);
  assert.equal(wordOf(tree, apart!), 0);
});
