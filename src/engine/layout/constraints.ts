import { isAny, kind, type Tree } from "../tree/mod.ts";
import { type Layout, SINGLE, type Spacing } from "./settings.ts";

const SIGNS = [kind("sign_indicator"), kind("tilde")];

/** What is to stand between two neighbours. */
export interface Constraint {
  /** The spacing that applies; its `inline` says whether line breaks go. */
  readonly spacing: Spacing;
  /** The node behind the gap that asks for alignment, -1 if none does. */
  readonly aligned: number;
}

const SINGLE_SPACE: Constraint = { spacing: SINGLE, aligned: -1 };
const ANY_SPACE: Constraint = { spacing: { base: "any", inline: false }, aligned: -1 };

/** Constraints that align nothing, by their base: there are three or four in any configuration. */
const plain = new Map<string, Constraint>();
const plainInline = new Map<string, Constraint>();

/** A gap is asked for its constraint once by each layout rule: an object each would be garbage. */
function plainConstraint(base: string, inline: boolean): Constraint {
  const known = inline ? plainInline : plain;
  let found = known.get(base);
  if (found === undefined) known.set(base, found = { spacing: { base, inline }, aligned: -1 });
  return found;
}

function isSign(tree: Tree, leaf: number): boolean {
  return isAny(tree, leaf, SIGNS);
}

/** The strongest of the constraints that meet in a gap: any, touch, align, within, single. */
function strongest(
  after: Spacing | null,
  before: Spacing | null,
  within: Spacing | null,
): string {
  if (after?.base === "any" || before?.base === "any" || within?.base === "any") return "any";
  if (after?.base === "touch" || before?.base === "touch") return "touch";
  if (before?.base.startsWith("align")) return before.base;
  return within?.base ?? before?.base ?? after?.base ?? "single";
}

/**
 * The constraint of the gap between two neighbouring elements.
 *
 * Three things are asked: what ends in front of the gap (the element and each node that ends with
 * it) for its spacing after; what starts behind it for its spacing before; and the smallest node
 * around both for its spacing within. `first` and `second` are leaves with only blanks and indent
 * marks between them;
 * `first` is -1 at the start of the file. Costs the nodes that start or end in the gap.
 */
export function constraintBetween(
  tree: Tree,
  layout: Layout,
  first: number,
  second: number,
): Constraint {
  // Without blanks between them two minus signs are a comment.
  if (first >= 0 && isSign(tree, first) && isSign(tree, second)) return ANY_SPACE;
  let after: Spacing | null = null;
  let around = first;
  // A node that ends at or before the second element holds no code behind the first one.
  while (around >= 0 && tree.end(around) <= second) {
    after ??= layout.of(tree.kind(around)).after;
    around = tree.parent(around);
  }
  let before: Spacing | null = null;
  let aligned = -1;
  for (let node = first + 1; node <= second; node++) {
    if (tree.isLeaf(node) && node !== second) continue;
    const own = layout.of(tree.kind(node)).before;
    if (own === null) continue;
    before = own;
    aligned = node;
  }
  const within = around < 0 ? null : layout.of(tree.kind(around)).within;
  if (after === null && before === null && within === null) return SINGLE_SPACE;
  const base = strongest(after, before, within);
  const inline = after?.inline === true || before?.inline === true || within?.inline === true;
  if (!base.startsWith("align")) return plainConstraint(base, inline);
  return { spacing: { base, inline }, aligned };
}
