/** What nodes begin with, and what single words say, without lists or strings of them. */
import { findWord, nextCode, type Tree } from "../tree/mod.ts";

/** The first child that is code, or -1. */
export function firstCodeChild(tree: Tree, node: number): number {
  let child = tree.firstChild(node);
  while (child >= 0 && !tree.isCode(child)) child = tree.nextSibling(child);
  return child;
}

/** The only child that is code, or -1 where there are none or more. */
export function onlyCodeChild(tree: Tree, node: number): number {
  const first = firstCodeChild(tree, node);
  return first >= 0 && nextCode(tree, first) < 0 ? first : -1;
}

/** The interned word that is all of a node's text, whatever its letter case; or 0. */
export function wordOf(tree: Tree, node: number): number {
  const leaf = tree.firstLeaf(node);
  if (leaf === tree.lastLeaf(node)) return tree.word(leaf);
  return findWord(tree.tokens.text, tree.start(node), tree.stop(node));
}
