/** Questions about a node's surroundings that many rules ask. */
import { COMMENT, type Kind, NEWLINE } from "./kinds.ts";
import { indexOf } from "./node_index.ts";
import type { Tree } from "./tree.ts";

/** Whether a node is of any of some kinds, or of one below them. */
export function isAny(tree: Tree, node: number, kinds: readonly Kind[]): boolean {
  // By index: this is asked so often that the iterators would be seen.
  for (let at = 0; at < kinds.length; at++) if (tree.is(node, kinds[at]!)) return true;
  return false;
}

/** Whether a node stands inside of one of some kinds. */
export function isInside(tree: Tree, node: number, kinds: readonly Kind[]): boolean {
  if (kinds.length === 0) return false;
  for (let at = tree.parent(node); at >= 0; at = tree.parent(at)) {
    if (isAny(tree, at, kinds)) return true;
  }
  return false;
}

/** A node's children without blanks, comments and indents. */
export function codeChildren(tree: Tree, node: number): number[] {
  return tree.children(node).filter((child) => tree.isCode(child));
}

/** The last child that is code, or -1. */
export function lastCodeChild(tree: Tree, node: number): number {
  return codeChildren(tree, node).at(-1) ?? -1;
}

/** The nearest sibling behind a node that is code, or -1. */
export function nextCode(tree: Tree, node: number): number {
  let at = tree.nextSibling(node);
  while (at >= 0 && !tree.isCode(at)) at = tree.nextSibling(at);
  return at;
}

/** The nearest sibling before a node that is code, or -1. */
export function previousCode(tree: Tree, node: number): number {
  let at = tree.prevSibling(node);
  while (at >= 0 && !tree.isCode(at)) at = tree.prevSibling(at);
  return at;
}

/** The blanks and line breaks right before a node, among its siblings; indents are stepped over. */
export function blanksBefore(tree: Tree, node: number): number[] {
  return blanks(tree, tree.prevSibling(node), (each) => tree.prevSibling(each));
}

/** The blanks and line breaks right behind a node, among its siblings; indents are stepped over. */
export function blanksAfter(tree: Tree, node: number): number[] {
  return blanks(tree, tree.nextSibling(node), (each) => tree.nextSibling(each));
}

function blanks(tree: Tree, from: number, next: (node: number) => number): number[] {
  const found: number[] = [];
  for (let at = from; at >= 0 && (tree.isWhitespace(at) || tree.isMeta(at)); at = next(at)) {
    if (tree.isWhitespace(at)) found.push(at);
  }
  return found;
}

/** Whether a comment stands in `[from, to)`; costs what comments there are. */
export function hasComment(tree: Tree, from: number, to: number): boolean {
  const index = indexOf(tree);
  return index.has(COMMENT) && index.between(index.present([COMMENT]), from, to).length > 0;
}

/** The siblings right behind a node for which a test holds, up to the first for which it does not. */
export function siblingsAfter(
  tree: Tree,
  node: number,
  test: (sibling: number) => boolean,
): number[] {
  const found: number[] = [];
  for (let at = tree.nextSibling(node); at >= 0 && test(at); at = tree.nextSibling(at)) {
    found.push(at);
  }
  return found;
}

/** Whether a line break stands in a node. */
export function hasNewline(tree: Tree, node: number): boolean {
  for (let leaf = node; leaf < tree.end(node); leaf++) {
    if (tree.isLeaf(leaf) && tree.is(leaf, NEWLINE)) return true;
  }
  return false;
}

/** Whether no line break stands between two offsets of the text, in either order. */
export function sameLine(tree: Tree, one: number, other: number): boolean {
  const from = Math.min(one, other);
  return !tree.tokens.text.slice(from, Math.max(one, other)).includes("\n");
}
