import type { Tree } from "../tree/mod.ts";
import type { Layout } from "./layout.ts";
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
function sideSpacing(tree: Tree, layout: Layout, leaf: number, side: "before" | "after"): string {
  const own = layout.of(tree.kind(leaf))[side];
  if (own !== null) return own;
  let spacing = "single";
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

function unpack(constraint: string): { base: string; inline: boolean } {
  if (constraint === "inline") return { base: "touch", inline: true };
  if (constraint.startsWith("align")) return { base: constraint, inline: false };
  const colon = constraint.indexOf(":");
  if (colon < 0) return { base: constraint, inline: false };
  return { base: constraint.slice(0, colon), inline: constraint.slice(colon + 1) === "inline" };
}

/**
 * What the layout asks between two leaves: the spacing after the first, before the second and
 * within the innermost segment that holds both.
 */
export function constraintsBetween(
  sequence: Sequence,
  first: number,
  second: number,
  strip: boolean,
): Constraints {
  const { tree, layout } = sequence;
  const left = unpack(sideSpacing(tree, layout, first, "after"));
  const right = unpack(sideSpacing(tree, layout, second, "before"));
  const found: Constraints = {
    before: left.base,
    after: right.base,
    inline: strip || left.inline || right.inline,
  };
  const around = first < second ? commonAncestor(tree, first, second) : 0;
  const within = layout.of(tree.kind(around)).within;
  if (within !== null) {
    const { base, inline } = unpack(within);
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
