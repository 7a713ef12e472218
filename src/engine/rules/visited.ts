import { type Kind, lowerBound, type NodeIndex } from "../tree/mod.ts";

/** Lists of so many kinds are merged by comparing their heads; more are joined and sorted. */
const FEW_KINDS = 4;
const FIRST_ROOM = 64;

/** The nodes of a stretch of a tree that some rules visit, in order: `nodes` from `from` to `to`. */
export class Visited {
  nodes: Int32Array = new Int32Array(FIRST_ROOM);
  from = 0;
  to = 0;
  /** A column of its own, for what does not stand in the index as it is. */
  #own = this.nodes;
  /** Where the lists that are merged go on, and where they end. */
  readonly #heads: number[] = [];
  readonly #ends: number[] = [];

  /** Takes the nodes of some exact kinds that the index has in `[from, to)`. */
  find(index: NodeIndex, kinds: readonly Kind[], from: number, to: number): void {
    const heads = this.#heads;
    const ends = this.#ends;
    const { nodes, starts } = index;
    const isWhole = index.isWhole(from, to);
    let lists = 0;
    let count = 0;
    for (let at = 0; at < kinds.length; at++) {
      const kind = kinds[at]!;
      let head = starts[kind];
      let end = starts[kind + 1];
      // Kinds of a dialect that was loaded since have no entry.
      if (head === undefined || end === undefined || head === end) continue;
      if (!isWhole) {
        head = lowerBound(nodes, from, head, end);
        end = lowerBound(nodes, to, head, end);
        if (head === end) continue;
      }
      heads[lists] = head;
      ends[lists++] = end;
      count += end - head;
    }
    if (lists === 1) {
      this.nodes = nodes;
      this.from = heads[0]!;
      this.to = ends[0]!;
      return;
    }
    this.clear();
    if (lists === 0) return;
    this.#reserve(count);
    if (lists <= FEW_KINDS) this.#merge(nodes, lists);
    else this.#sort(nodes, lists);
  }

  /** Empties the list, to be filled node by node. */
  clear(): void {
    this.nodes = this.#own;
    this.from = this.to = 0;
  }

  /** Adds a node behind the others. */
  push(node: number): void {
    this.#reserve(1);
    this.nodes[this.to++] = node;
  }

  #reserve(more: number): void {
    const needed = this.to + more;
    if (needed <= this.#own.length) return;
    const grown = new Int32Array(Math.max(needed, this.#own.length * 2));
    grown.set(this.#own);
    this.#own = this.nodes = grown;
  }

  #merge(nodes: Int32Array, lists: number): void {
    const heads = this.#heads;
    const ends = this.#ends;
    const own = this.#own;
    let to = 0;
    while (lists > 1) {
      let first = 0;
      let least = nodes[heads[0]!]!;
      for (let at = 1; at < lists; at++) {
        const node = nodes[heads[at]!]!;
        if (node >= least) continue;
        least = node;
        first = at;
      }
      own[to++] = least;
      if (++heads[first]! < ends[first]!) continue;
      lists--;
      heads[first] = heads[lists]!;
      ends[first] = ends[lists]!;
    }
    for (let at = heads[0]!; at < ends[0]!; at++) own[to++] = nodes[at]!;
    this.to = to;
  }

  #sort(nodes: Int32Array, lists: number): void {
    let to = 0;
    for (let list = 0; list < lists; list++) {
      for (let at = this.#heads[list]!; at < this.#ends[list]!; at++) this.#own[to++] = nodes[at]!;
    }
    this.to = to;
    this.#own.subarray(0, to).sort();
  }
}
