import type { Tree } from "../tree/mod.ts";
import { type Layout, SINGLE, type Spacing } from "../layout/settings.ts";
import type { Sequence } from "./sequence.ts";

/** What the layout asks of the space between two blocks. */
export interface Constraints {
  /** `touch`, `single`, `any` or `align:…`, from the block before. */
  before: string;
  /** The same from the block after. */
  after: string;
  /** Whether line breaks between them go. */
  inline: boolean;
}

/** Whether `leaf` is the first leaf of code below `ancestor`, one of its ancestors. */
function startsCode(tree: Tree, leaf: number, ancestor: number): boolean {
  for (let at = leaf - 1; at > ancestor; at--) {
    if (tree.isLeaf(at) && tree.isCode(at)) return false;
  }
  return true;
}

/** Whether `leaf` is the last leaf of code below `ancestor`, one of its ancestors. */
function endsCode(tree: Tree, leaf: number, ancestor: number): boolean {
  const end = tree.end(ancestor);
  for (let at = leaf + 1; at < end; at++) {
    if (tree.isLeaf(at) && tree.isCode(at)) return false;
  }
  return true;
}

/** The spacing that a block wants on one side; outer segments that start (end) with it win. */
function sideSpacing(tree: Tree, layout: Layout, leaf: number, side: "before" | "after"): Spacing {
  const own = layout.of(tree.kind(leaf))[side];
  if (own !== null) return own;
  let spacing = SINGLE;
  if (!tree.isCode(leaf)) return spacing;
  const reaches = side === "before" ? startsCode : endsCode;
  let inner = leaf;
  for (let at = tree.parent(leaf); at >= 0; at = tree.parent(at)) {
    // Only what lies between the last ancestor and this one is still unknown.
    if (!reaches(tree, side === "before" ? inner : tree.end(inner) - 1, at)) break;
    spacing = layout.of(tree.kind(at))[side] ?? spacing;
    inner = at;
  }
  return spacing;
}

/** The innermost segment that holds both leaves, `first` standing before `second`. */
export function commonAncestor(tree: Tree, first: number, second: number): number {
  let at = tree.parent(first);
  while (tree.end(at) <= second) at = tree.parent(at);
  return at;
}

/**
 * What the layout asks between two leaves: the spacing after the first (-1 where the file starts),
 * before the second and within the innermost segment that holds both.
 */
export function constraintsBetween(
  sequence: Sequence,
  first: number,
  second: number,
  strip: boolean,
): Constraints {
  const { tree, layout } = sequence;
  const left = first < 0 ? SINGLE : sideSpacing(tree, layout, first, "after");
  const right = sideSpacing(tree, layout, second, "before");
  const found: Constraints = {
    before: left.base,
    after: right.base,
    inline: strip || left.inline || right.inline,
  };
  if (first < 0) return found;
  const around = first < second ? commonAncestor(tree, first, second) : 0;
  const within = layout.of(tree.kind(around)).within;
  if (within !== null) {
    const { base, inline } = within;
    found.inline ||= inline;
    if (base === "any") found.before = found.after = "any";
    if (base === "touch") {
      if (found.before !== "any") found.before = "touch";
      if (found.after !== "any") found.after = "touch";
    }
  }
  if (tree.isComment(first) || tree.isComment(second)) found.inline = false;
  return found;
}
