/** Keyword positions (LT14): where the words that start a clause stand. */
import { KEYWORD, type Kind, type Tree } from "../tree/mod.ts";
import type { TakeFinding } from "./finding.ts";
import { LinePositions } from "./line_position.ts";
import { readLinePosition } from "./line_position_setting.ts";
import type { Layout } from "./settings.ts";

/**
 * The last of the keywords that a node starts with, -1 if it starts with none. What is indented is
 * what they lead, be it a keyword too: of `GROUP BY ALL` it is BY.
 */
function lastKeyword(tree: Tree, node: number): number {
  let last = -1;
  for (let child = tree.firstChild(node); child >= 0; child = tree.nextSibling(child)) {
    if (last >= 0 && tree.isMeta(child) && tree.mark(child) === null) break;
    if (tree.isCode(child)) {
      if (!tree.isLeaf(child) || !tree.is(child, KEYWORD)) break;
      last = child;
    }
  }
  return last;
}

function isInside(tree: Tree, node: number, kinds: readonly Kind[]): boolean {
  return kinds.some((kind) => tree.closest(node, kind) >= 0);
}

/** Whether nothing but blanks stands before an element: the words that begin a file may stay. */
function beginsFile(tree: Tree, element: number): boolean {
  for (let leaf = tree.leafBefore(element); leaf >= 0; leaf = tree.leafBefore(leaf)) {
    const isTag = tree.isMeta(leaf) && tree.mark(leaf) !== null;
    if (isTag || !(tree.isMeta(leaf) || tree.isWhitespace(leaf))) return false;
  }
  return true;
}

/**
 * Reports the keywords of each node whose kind has a `keyword_line_position`, where they stand
 * elsewhere. Such a position is strict: on a line with both neighbours is wrong too.
 */
export function checkKeywordPositions(tree: Tree, layout: Layout, take: TakeFinding): void {
  const positions = new LinePositions(tree, layout);
  for (let node = 0; node < tree.size; node++) {
    if (tree.isLeaf(node)) continue;
    const { keywordLinePosition, keywordExclusions } = layout.of(tree.kind(node));
    const position = readLinePosition(keywordLinePosition);
    if (position === null || isInside(tree, node, keywordExclusions)) continue;
    const last = lastKeyword(tree, node);
    if (last < 0 || beginsFile(tree, tree.firstCode(node))) continue;
    const strict = { ...position, isStrict: true, isKeyword: true };
    const found = positions.check(tree.firstCode(node), last, strict);
    if (found !== null) take(found);
  }
}
