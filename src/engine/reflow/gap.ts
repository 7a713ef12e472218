import { type Fix, replace } from "../edits.ts";
import { type Tree, WHITESPACE } from "../tree/mod.ts";

/** What it takes to have exactly one space between a node and the code beside it. */
export interface GapCheck {
  /** Whether nothing stands there, so that a space has to be put in. */
  missing: boolean;
  /** A change of the whitespace that stands there. */
  fixes: Fix[];
}

/** Checks the gap on one side of a node; line breaks and comments there are left alone. */
export function checkGap(tree: Tree, node: number, side: "before" | "after"): GapCheck {
  const step = (leaf: number) => side === "before" ? tree.leafBefore(leaf) : tree.leafAfter(leaf);
  const gap: number[] = [];
  for (let at = step(node); at >= 0 && !tree.isCode(at); at = step(at)) {
    if (!tree.isMeta(at)) gap.push(at);
  }
  const [only] = gap;
  if (only === undefined) return { missing: true, fixes: [] };
  const isWide = gap.length === 1 && tree.is(only, WHITESPACE) && tree.text(only) !== " ";
  return { missing: false, fixes: isWide ? [replace(only, " ")] : [] };
}
