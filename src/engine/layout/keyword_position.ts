/** Keyword positions (LT14): where the words that start a clause stand. */
import { indexOf, isInside, KEYWORD, type Tree } from "../tree/mod.ts";
import type { LayoutFinding, TakeFinding } from "./finding.ts";
import { checkElement } from "./line_position.ts";
import { isInPlace } from "./line_sides.ts";
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

/** Whether nothing but blanks stands before an element: the words that begin a file may stay. */
function beginsFile(tree: Tree, element: number): boolean {
  for (let leaf = tree.leafBefore(element); leaf >= 0; leaf = tree.leafBefore(leaf)) {
    const isTag = tree.isMeta(leaf) && tree.mark(leaf) !== null;
    if (isTag || !(tree.isMeta(leaf) || tree.isWhitespace(leaf))) return false;
  }
  return true;
}

/** What is wrong with where the keywords of a clause stand, or null. */
function checkKeywords(tree: Tree, layout: Layout, clause: number): LayoutFinding | null {
  const { keywordPosition, keywordExclusions } = layout.of(tree.kind(clause));
  const last = keywordPosition === null ? -1 : lastKeyword(tree, clause);
  if (keywordPosition === null || last < 0) return null;
  const first = tree.firstCode(clause);
  if (isInPlace(tree, first, last, keywordPosition)) return null;
  if (isInside(tree, clause, keywordExclusions) || beginsFile(tree, first)) return null;
  return checkElement(tree, layout, first, last, keywordPosition);
}

/**
 * Reports the keywords of each node whose kind has a `keyword_line_position`, where they stand
 * elsewhere. Such a position is strict: on a line with both neighbours is wrong too.
 */
export function checkKeywordPositions(tree: Tree, layout: Layout, take: TakeFinding): void {
  const index = indexOf(tree);
  const wrong: { clause: number; finding: LayoutFinding }[] = [];
  for (let at = 0; at < layout.keywordKinds.length; at++) {
    const clauses = index.between(layout.keywordKinds[at]!, 0, tree.size);
    for (let each = 0; each < clauses.length; each++) {
      const clause = clauses[each]!;
      const finding = checkKeywords(tree, layout, clause);
      if (finding !== null) wrong.push({ clause, finding });
    }
  }
  wrong.sort((a, b) => a.clause - b.clause);
  for (const { finding } of wrong) take(finding);
}
