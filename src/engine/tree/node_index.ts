/** Where the nodes of each kind stand in a tree, so that looking for some costs what is found. */
import { type Kind, kindCount } from "./kinds.ts";
import { Derived } from "./derived.ts";
import type { Tree } from "./tree.ts";

/** Sorting this many times fewer nodes than a stretch has costs less than a walk over it. */
const WALK_SHARE = 16;
/** A tree of up to so many nodes is indexed whole. */
const WHOLE = 1 << 16;
const NONE = new Int32Array(0);
const NO_STARTS = new Int32Array(0);

/**
 * The nodes of one tree by their exact kind, each kind's in order: 4 bytes a node. Of a large tree
 * one stretch is indexed at a time, that which the rules are at; elsewhere nodes are walked over.
 */
export class NodeIndex {
  readonly #tree: Tree;
  /** By kind, whether the tree has a node of exactly that kind. */
  readonly #present: Uint8Array;
  /** By kind, whether the tree has it or one below it: 1 that it has, 2 not, 0 not asked for yet. */
  readonly #has: Uint8Array;
  /** The stretch that is to be indexed, once somebody asks. */
  #wantedFrom = 0;
  #wantedTo = 0;
  /** The indexed stretch. */
  #from = 0;
  #to = 0;
  #nodes = NONE;
  /** Where each kind's nodes start in `#nodes`; one entry more than there are kinds. */
  #starts = NO_STARTS;
  /** Kinds whose nodes, and those below them, in the stretch were asked for, and these. */
  #asked: Kind[] = [];
  #kept: Int32Array[] = [];

  constructor(tree: Tree) {
    this.#tree = tree;
    this.#present = tree.tokens.arena.make(Uint8Array, kindCount());
    this.#has = tree.tokens.arena.make(Uint8Array, kindCount());
    if (tree.size > WHOLE) {
      for (let node = 0; node < tree.size; node++) this.#present[tree.kind(node)] = 1;
      return;
    }
    this.#wantedTo = tree.size;
    this.#build();
    for (let kind = 0; kind < this.#present.length; kind++) {
      this.#present[kind] = Number(this.#starts[kind] !== this.#starts[kind + 1]);
    }
  }

  /** What is asked next is in the stretch `[from, to)`, which is then indexed. */
  focus(from: number, to: number): void {
    if (from >= this.#wantedFrom && to <= this.#wantedTo) return;
    this.#wantedFrom = from;
    this.#wantedTo = to;
  }

  /** Indexes the stretch that is at hand, if that has not been done. */
  #build(): void {
    const from = this.#wantedFrom;
    const to = this.#wantedTo;
    if (from === this.#from && to === this.#to) return;
    const tree = this.#tree;
    const count = this.#present.length;
    const { arena } = tree.tokens;
    if (this.#starts === NO_STARTS) this.#starts = arena.make(Int32Array, count + 2);
    else this.#starts.fill(0);
    const starts = this.#starts;
    tree.countKinds(from, to, starts, 2);
    let sum = 0;
    for (let kind = 2; kind < starts.length; kind++) starts[kind] = sum += starts[kind]!;
    // Not written over: what was found before may still be at hand.
    const nodes = arena.make(Int32Array, to - from);
    arena.forget(this.#nodes);
    // Each kind's entry but one goes on to where the next kind starts, and is its own then.
    tree.sortByKind(from, to, starts, 1, nodes);
    this.#from = from;
    this.#to = to;
    this.#nodes = nodes;
    this.#asked = [];
    this.#kept = [];
  }

  /** Whether the tree has a node of exactly a kind. */
  holds(kind: Kind): boolean {
    return this.#present[kind] === 1;
  }

  /** The nodes of the stretch that is at hand, by kind, each kind's in the order of the text. */
  get nodes(): Int32Array {
    this.#build();
    return this.#nodes;
  }

  /** By exact kind where its nodes start among `nodes`; they end where those of the next one start. */
  get starts(): Int32Array {
    this.#build();
    return this.#starts;
  }

  /** Whether `[from, to)` is all of the stretch that is at hand. */
  isWhole(from: number, to: number): boolean {
    return from <= this.#wantedFrom && to >= this.#wantedTo;
  }

  /** Whether the tree has a node of a kind or of one below it. */
  has(kind: Kind): boolean {
    const known = this.#has[kind];
    if (known !== undefined && known !== 0) return known === 1;
    const found = this.#tree.table.family(kind).some((each) => this.holds(each));
    this.#has[kind] = found ? 1 : 2;
    return found;
  }

  /** The exact kinds of the tree's nodes that are of some kinds or below them. */
  present(kinds: readonly Kind[]): Kind[] {
    const found: Kind[] = [];
    for (let at = 0; at < kinds.length; at++) {
      const family = this.#tree.table.family(kinds[at]!);
      for (let each = 0; each < family.length; each++) {
        const kind = family[each]!;
        if (this.#present[kind] === 1 && !found.includes(kind)) found.push(kind);
      }
    }
    return found;
  }

  /**
   * Nodes of a kind and of those below it, in the order of the text: all of those in `[from, to)`,
   * and others around them.
   */
  around(kind: Kind, from: number, to: number): Int32Array {
    if (from < this.#wantedFrom || to > this.#wantedTo) {
      return this.#walk(this.present([kind]), from, to);
    }
    this.#build();
    const known = this.#asked.indexOf(kind);
    if (known >= 0) return this.#kept[known]!;
    const nodes = this.between(this.present([kind]), this.#from, this.#to);
    this.#asked.push(kind);
    this.#kept.push(nodes);
    return nodes;
  }

  /** The nodes of some exact kinds in `[from, to)`, in the order of the text. */
  between(exact: readonly Kind[], from: number, to: number): Int32Array {
    if (from < this.#wantedFrom || to > this.#wantedTo) return this.#walk(exact, from, to);
    this.#build();
    const nodes = this.#nodes;
    const isWhole = from === this.#from && to === this.#to;
    let count = 0;
    let parts = 0;
    let [start, end] = [0, 0];
    for (let each = 0; each < exact.length; each++) {
      const kind = exact[each]!;
      let low = this.#starts[kind]!;
      let high = this.#starts[kind + 1]!;
      if (!isWhole) {
        low = lowerBound(nodes, from, low, high);
        high = lowerBound(nodes, to, low, high);
      }
      if (low === high) continue;
      [start, end] = [low, high];
      count += high - low;
      parts++;
    }
    if (count === 0) return NONE;
    if (parts === 1) return nodes.subarray(start, end);
    if (count * WALK_SHARE > to - from) return this.#walk(exact, from, to);
    const joined = new Int32Array(count);
    let at = 0;
    for (const kind of exact) {
      const last = lowerBound(nodes, to, this.#starts[kind]!, this.#starts[kind + 1]!);
      let next = lowerBound(nodes, from, this.#starts[kind]!, last);
      while (next < last) joined[at++] = nodes[next++]!;
    }
    return joined.sort();
  }

  #walk(exact: readonly Kind[], from: number, to: number): Int32Array {
    if (exact.length === 0) return NONE;
    const wanted = new Uint8Array(this.#present.length);
    for (const kind of exact) wanted[kind] = 1;
    const tree = this.#tree;
    let count = 0;
    for (let node = from; node < to; node++) count += wanted[tree.kind(node)]!;
    const found = new Int32Array(count);
    for (let node = from, at = 0; at < count; node++) {
      if (wanted[tree.kind(node)] === 1) found[at++] = node;
    }
    return found;
  }
}

const indices = new Derived((tree) => new NodeIndex(tree));

/** The index of a tree, made on first use. */
export function indexOf(tree: Tree): NodeIndex {
  return indices.of(tree);
}

/** Place of the first of some nodes, in order from `low` to `high`, that is `from` or behind it. */
export function lowerBound(
  nodes: Int32Array,
  from: number,
  low = 0,
  high = nodes.length,
): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (nodes[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The nodes of some kinds, and of those below them, inside of a node: in the order of the text. */
export function nodesIn(tree: Tree, node: number, kinds: readonly Kind[]): Int32Array {
  const index = indexOf(tree);
  return index.between(index.present(kinds), node + 1, tree.end(node));
}
