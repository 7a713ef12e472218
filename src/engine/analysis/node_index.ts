/** Where the nodes of each kind stand in a tree, so that looking for some costs what is found. */
import { isKind, type Kind, kindCount, type Tree } from "../tree/mod.ts";

/** By kind, the kinds that are it or descend from it; made as they are asked for. */
const families: (readonly Kind[] | undefined)[] = [];
let familiesFor = 0;

function familyOf(kind: Kind): readonly Kind[] {
  if (familiesFor !== kindCount()) {
    families.length = 0;
    familiesFor = kindCount();
  }
  let family = families[kind];
  if (family === undefined) {
    const all = Array.from({ length: familiesFor - 1 }, (_, at) => at + 1 as Kind);
    families[kind] = family = all.filter((each) => isKind(each, kind));
  }
  return family;
}

/** Sorting this many times fewer nodes than a stretch has costs less than a walk over it. */
const WALK_SHARE = 16;
const NONE = new Int32Array(0);

/** The nodes of one tree by their exact kind, each kind's in order: 4 bytes a node. */
export class NodeIndex {
  readonly #tree: Tree;
  readonly #nodes: Int32Array;
  /** Where each kind's nodes start in `#nodes`; one entry more than there are kinds. */
  readonly #starts: Uint32Array;
  /** Nodes of a kind and those below it, as they have been asked for. */
  readonly #kept: (Int32Array | undefined)[] = [];

  constructor(tree: Tree) {
    const { size } = tree;
    const starts = new Uint32Array(kindCount() + 1);
    for (let node = 0; node < size; node++) {
      const next = tree.kind(node) + 1;
      starts[next] = starts[next]! + 1;
    }
    for (let kind = 1; kind < starts.length; kind++) {
      starts[kind] = starts[kind]! + starts[kind - 1]!;
    }
    const free = starts.slice();
    const nodes = new Int32Array(size);
    for (let node = 0; node < size; node++) {
      const kind = tree.kind(node);
      const at = free[kind]!;
      nodes[at] = node;
      free[kind] = at + 1;
    }
    this.#tree = tree;
    this.#nodes = nodes;
    this.#starts = starts;
  }

  /** Whether the tree has a node of a kind or of one below it. */
  has(kind: Kind): boolean {
    return this.of(kind).length > 0;
  }

  /** The nodes of a kind and of those below it, in the order of the text. */
  of(kind: Kind): Int32Array {
    return this.#kept[kind] ??= this.between(this.present([kind]), 0, this.#tree.size);
  }

  /** The exact kinds of the tree's nodes that are of some kinds or below them. */
  present(kinds: readonly Kind[]): Kind[] {
    const starts = this.#starts;
    const isPresent = (kind: Kind) => starts[kind + 1]! > starts[kind]!;
    if (kinds.length === 1) return familyOf(kinds[0]!).filter(isPresent);
    return [...new Set(kinds.flatMap((kind) => familyOf(kind).filter(isPresent)))];
  }

  /** The nodes of some exact kinds in `[from, to)`, in the order of the text. */
  between(exact: readonly Kind[], from: number, to: number): Int32Array {
    const parts: Int32Array[] = [];
    let count = 0;
    for (const kind of exact) {
      const all = this.#nodes.subarray(this.#starts[kind], this.#starts[kind + 1]);
      const part = all.subarray(lowerBound(all, from), lowerBound(all, to));
      if (part.length > 0) parts.push(part);
      count += part.length;
    }
    if (count === 0) return NONE;
    if (parts.length === 1) return parts[0]!;
    const joined = new Int32Array(count);
    if (count * WALK_SHARE > to - from) return this.#walk(exact, from, joined);
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined.sort();
  }

  #walk(exact: readonly Kind[], from: number, into: Int32Array): Int32Array {
    const wanted = new Uint8Array(this.#starts.length);
    for (const kind of exact) wanted[kind] = 1;
    const tree = this.#tree;
    let at = 0;
    for (let node = from; at < into.length; node++) {
      if (wanted[tree.kind(node)] === 1) into[at++] = node;
    }
    return into;
  }
}

const indices = new WeakMap<Tree, NodeIndex>();

/** The index of a tree, made on first use. */
export function indexOf(tree: Tree): NodeIndex {
  let index = indices.get(tree);
  if (index === undefined) indices.set(tree, index = new NodeIndex(tree));
  return index;
}

/** Place of the first of some nodes, which are in order, that is `from` or behind it. */
export function lowerBound(nodes: Int32Array, from: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (nodes[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
