import type { Tree } from "./tree.ts";

let slots = 0;

/**
 * What is worked out of a tree once and kept with it: a column of the tree's own, since a `WeakMap`
 * would be asked by a hash at each use and be gone through at each collection.
 */
export class Derived<T> {
  readonly #slot = slots++;

  constructor(readonly make: (tree: Tree) => T) {}

  /** What belongs to a tree, made on first use. */
  of(tree: Tree): T {
    return (tree.derived[this.#slot] ??= this.make(tree)) as T;
  }
}
