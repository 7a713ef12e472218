/** Taking a node out of a text so that nothing runs together and no comment swallows code. */
import { type Fix, remove } from "../edits.ts";
import { blanksAfter, blanksBefore, kind, NEWLINE, type Tree } from "../tree/mod.ts";

const IDENTIFIER = kind("identifier");

/**
 * Removes a node with the blanks before it. Behind a comment that ends its line the line break
 * stays, and what follows the node comes up to it, unless a line break follows anyway.
 */
export function cutOut(tree: Tree, node: number): Fix[] {
  const before = blanksBefore(tree, node);
  const last = tree.leafBefore(before.at(-1) ?? node);
  const isCommented = last >= 0 && tree.isComment(last) && !tree.text(last).endsWith("*/");
  const gap = isCommented && !endsLine(tree, node) ? blanksAfter(tree, node) : before;
  return [node, ...gap].map(remove);
}

/** Whether a line break comes right behind a node. */
function endsLine(tree: Tree, node: number): boolean {
  let next = tree.leafAfter(node);
  while (next >= 0 && tree.isMeta(next)) next = tree.leafAfter(next);
  return next >= 0 && tree.is(next, NEWLINE);
}

/**
 * Whether a name follows an alias, as that of a procedure which is called without EXECUTE: it would
 * be the alias of what is left, once this one is gone.
 */
export function isBeforeName(tree: Tree, aliasNode: number): boolean {
  let next = tree.leafAfter(aliasNode);
  while (next >= 0 && !tree.isCode(next)) next = tree.leafAfter(next);
  return next >= 0 && tree.is(next, IDENTIFIER);
}
