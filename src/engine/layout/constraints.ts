import { isAny, kind, type Tree } from "../tree/mod.ts";
import type { Layout } from "./settings.ts";
import { ALIGN, ANY, ONE_SPACE, type Spacing, TOUCH } from "./spacings.ts";

const SIGNS = [kind("sign_indicator"), kind("tilde")];

/** Whether two neighbours are signs: without blanks between them two minus signs are a comment. */
export function areSigns(tree: Tree, first: number, second: number): boolean {
  return first >= 0 && isAny(tree, first, SIGNS) && isAny(tree, second, SIGNS);
}

/** The smallest node around two neighbours; costs the nodes that end between them. */
export function nodeAround(tree: Tree, first: number, second: number): number {
  let node = first;
  // A node that ends at or before the second element holds no code behind the first one.
  while (node >= 0 && tree.end(node) <= second) node = tree.parent(node);
  return node;
}

/**
 * What is asked of the gap between two neighbouring elements, where not both are signs.
 *
 * Three ask: what ends in front of the gap (the element and each node that ends with it) for its
 * spacing after; what starts behind it for its spacing before; and the smallest node around both
 * for its spacing within. It is read into fields, one gap after the other: each text has thousands.
 */
export class Constraint {
  after: Spacing | null = null;
  before: Spacing | null = null;
  within: Spacing | null = null;

  constructor(readonly tree: Tree, readonly layout: Layout) {}

  /**
   * Reads a gap.
   *
   * @param first The element in front of it, -1 at the start of the file.
   * @param around The smallest node around both elements, -1 at the start of the file.
   * @param before The spacing that the last of the nodes that start in the gap asks for.
   * @param climbs Whether a node that ends in front of the gap may ask, and not only the element.
   */
  read(first: number, around: number, before: Spacing | null, climbs: boolean): void {
    const { tree, layout } = this;
    let after: Spacing | null = null;
    for (let node = first; node !== around && after === null; node = tree.parent(node)) {
      ({ after } = layout.of(tree.kind(node)));
      if (!climbs) break;
    }
    this.after = after;
    this.before = before;
    this.within = around < 0 ? null : layout.of(tree.kind(around)).within;
  }

  /** Reads the gap between two elements of which no more is known; costs the nodes in the gap. */
  readBetween(first: number, second: number): void {
    const { tree, layout } = this;
    let before: Spacing | null = null;
    // Of the nodes that start in the gap, or with the second element, the last one that asks.
    for (let node = second; node > first && before === null; node--) {
      if (node === second || !tree.isLeaf(node)) ({ before } = layout.of(tree.kind(node)));
    }
    this.read(first, nodeAround(tree, first, second), before, true);
  }

  /** The strongest of what is asked: any, touch, align, within, single. */
  get strongest(): Spacing {
    const { after, before, within } = this;
    if (after?.base === ANY) return after;
    if (before?.base === ANY) return before;
    if (within?.base === ANY) return within;
    if (after?.base === TOUCH) return after;
    if (before !== null && (before.base === TOUCH || before.base === ALIGN)) return before;
    return within ?? before ?? after ?? ONE_SPACE;
  }

  /** Whether line breaks go. */
  get inline(): boolean {
    const { after, before, within } = this;
    return (after !== null && after.inline) || (before !== null && before.inline) ||
      (within !== null && within.inline);
  }
}

/** What is asked of the gap between two neighbouring elements; null where both are signs. */
export function constraintBetween(
  tree: Tree,
  layout: Layout,
  first: number,
  second: number,
): Constraint | null {
  if (areSigns(tree, first, second)) return null;
  const constraint = new Constraint(tree, layout);
  constraint.readBetween(first, second);
  return constraint;
}
