import { BLANK_BIT, COMMENT_BIT, type KindTable, META_BIT } from "./kind_table.ts";
import { IMPLICIT_INDENT, type Kind, META, UNLEXABLE } from "./kinds.ts";
import type { TemplateMark } from "./origins.ts";
import type { Tokens } from "./tokens.ts";

/** The columns of a tree, one entry a node in preorder. */
export interface TreeColumns {
  kinds: Uint16Array;
  /**
   * At an inner node the index just past its subtree, which is never below 1; at a leaf its token,
   * all bits turned over, which makes it negative. A meta leaf has the token that it stands before.
   */
  links: Int32Array;
  /** Parent's index, -1 at the root. */
  parents: Int32Array;
}

/**
 * A lossless syntax tree. A node is its index in preorder: children follow their parent, node 0 is
 * the file, and -1 means "no such node". An inner node always has at least one leaf below it. A node
 * costs 10 bytes.
 */
export class Tree {
  readonly tokens: Tokens;
  /** Number of nodes. */
  readonly size: number;
  /** The unparsable nodes, in order. */
  readonly unparsable: number[];
  /** What has been worked out of the tree, by the slot of its `Derived`. */
  readonly derived: unknown[] = [];
  readonly #kinds: Uint16Array;
  readonly #links: Int32Array;
  readonly #parents: Int32Array;
  readonly #table: KindTable;
  readonly #layout: Uint8Array;
  readonly #lexed: Uint8Array;
  readonly #more: Uint8Array;

  constructor(tokens: Tokens, size: number, columns: TreeColumns, unparsable: number[]) {
    this.tokens = tokens;
    this.size = size;
    this.unparsable = unparsable;
    this.#kinds = columns.kinds;
    this.#links = columns.links;
    this.#parents = columns.parents;
    this.#table = tokens.table;
    this.#layout = tokens.table.layout;
    this.#lexed = tokens.table.lexed;
    this.#more = tokens.table.more;
  }

  /** The same tree over other tokens, one for one. */
  over(tokens: Tokens): Tree {
    const columns = { kinds: this.#kinds, links: this.#links, parents: this.#parents };
    return new Tree(tokens, this.size, columns, this.unparsable);
  }

  kind(node: number): Kind {
    return this.#kinds[node]! as Kind;
  }

  /** Adds to `counts`, from a place on, how many nodes in `[from, to)` there are of each kind. */
  countKinds(from: number, to: number, counts: Int32Array, place: number): void {
    const kinds = this.#kinds;
    for (let node = from; node < to; node++) counts[kinds[node]! + place]!++;
  }

  /**
   * Writes the nodes in `[from, to)` to `into`, each where the entry of its kind says, which goes on
   * by one; the entries are in `next`, from a place on.
   */
  sortByKind(from: number, to: number, next: Int32Array, place: number, into: Int32Array): void {
    const kinds = this.#kinds;
    for (let node = from; node < to; node++) into[next[kinds[node]! + place]!++] = node;
  }

  /** The first node in `[from, to)` whose kind has an entry in `wanted` other than 0, else `to`. */
  nextWanted(from: number, to: number, wanted: Uint8Array): number {
    const kinds = this.#kinds;
    let node = from;
    while (node < to && wanted[kinds[node]!] === 0) node++;
    return node;
  }

  /** Whether the node's kind is `kind` or also that; a leaf may also be what the lexer called it. */
  is(node: number, kind: Kind): boolean {
    const own = this.#kinds[node]! as Kind;
    return own === kind || (this.#more[own] !== 0 && this.#isAlso(node, own, kind));
  }

  /** The same of a node whose kind is not `kind`; apart, so that `is` stays small enough to inline. */
  #isAlso(node: number, own: Kind, kind: Kind): boolean {
    if (this.#table.is(own, kind)) return true;
    if (this.#lexed[own] === 0) return false;
    const link = this.#links[node]!;
    return link < 0 && this.#table.is(this.tokens.kind(~link), kind);
  }

  /** What is what in the tree's dialect. */
  get table(): KindTable {
    return this.#table;
  }

  parent(node: number): number {
    return this.#parents[node]!;
  }

  /** Index just past the node's subtree. */
  end(node: number): number {
    const link = this.#links[node]!;
    return link < 0 ? node + 1 : link;
  }

  /** A leaf's token (for a meta leaf the token after it), -1 at an inner node. */
  token(node: number): number {
    const link = this.#links[node]!;
    return link < 0 ? ~link : -1;
  }

  isLeaf(node: number): boolean {
    return this.#links[node]! < 0;
  }

  firstChild(node: number): number {
    return this.#links[node]! < 0 ? -1 : node + 1;
  }

  lastChild(node: number): number {
    if (this.#links[node]! < 0) return -1;
    return this.#climbTo(this.#links[node]! - 1, node);
  }

  nextSibling(node: number): number {
    const parent = this.#parents[node]!;
    const next = this.end(node);
    return parent >= 0 && next < this.#links[parent]! ? next : -1;
  }

  /** The sibling before; costs O(depth of that sibling's subtree). */
  prevSibling(node: number): number {
    const parent = this.#parents[node]!;
    if (parent < 0 || node === parent + 1) return -1;
    return this.#climbTo(node - 1, parent);
  }

  children(node: number): number[] {
    const end = this.#links[node]!;
    if (end < 0) return [];
    let count = 0;
    for (let child = node + 1; child < end; child = this.end(child)) count++;
    const found = new Array<number>(count);
    for (let child = node + 1, at = 0; child < end; child = this.end(child)) found[at++] = child;
    return found;
  }

  /** First child of that kind (or a kind below it), or -1. */
  childOf(node: number, kind: Kind): number {
    if (this.#links[node]! < 0) return -1;
    const end = this.#links[node]!;
    for (let child = node + 1; child < end; child = this.end(child)) {
      if (this.is(child, kind)) return child;
    }
    return -1;
  }

  childrenOf(node: number, kind: Kind): number[] {
    const found: number[] = [];
    if (this.#links[node]! < 0) return found;
    const end = this.#links[node]!;
    for (let child = node + 1; child < end; child = this.end(child)) {
      if (this.is(child, kind)) found.push(child);
    }
    return found;
  }

  /** Every node of that kind below `node`, in preorder, `node` itself not counted. */
  descendants(node: number, kind: Kind): number[] {
    const found: number[] = [];
    const end = this.end(node);
    for (let each = node + 1; each < end; each++) {
      if (this.is(each, kind)) found.push(each);
    }
    return found;
  }

  /** Whether the subtree has an unparsable node. */
  holdsUnparsable(node: number): boolean {
    const end = this.end(node);
    return this.unparsable.some((broken) => broken >= node && broken < end);
  }

  /** Nearest ancestor of that kind, or -1; `node` itself is not considered. */
  closest(node: number, kind: Kind): number {
    let each = this.#parents[node]!;
    while (each >= 0 && !this.is(each, kind)) each = this.#parents[each]!;
    return each;
  }

  /** Offset of the subtree's first character. */
  start(node: number): number {
    return this.tokens.start(~this.#links[this.firstLeaf(node)]!);
  }

  /** Offset just past the subtree's last character; a meta leaf stops where it starts. */
  stop(node: number): number {
    const last = this.end(node) - 1;
    const token = ~this.#links[last]!;
    return this.isMeta(last) ? this.tokens.start(token) : this.tokens.end(token);
  }

  /** Whether a leaf is its token itself, not a meta that the grammar puts before it. */
  #isOwn(leaf: number): boolean {
    const token = ~this.#links[leaf]!;
    if (this.isMeta(leaf) && !this.#table.is(this.tokens.kind(token), META)) return false;
    return leaf + 1 >= this.size || this.#links[leaf + 1] !== ~token;
  }

  /** Offset in the source where what the subtree was rendered from starts. */
  sourceStart(node: number): number {
    const { origins } = this.tokens;
    if (origins === null) return this.start(node);
    let lowest = Infinity;
    for (let leaf = node; leaf < this.end(node); leaf++) {
      const token = ~this.#links[leaf]!;
      if (token >= 0 && this.#isOwn(leaf)) lowest = Math.min(lowest, origins.starts[token]!);
    }
    return lowest === Infinity ? origins.starts[~this.#links[this.firstLeaf(node)]!]! : lowest;
  }

  /** Offset in the source where what the subtree was rendered from ends. */
  sourceStop(node: number): number {
    const { origins } = this.tokens;
    if (origins === null) return this.stop(node);
    let highest = -1;
    for (let leaf = node; leaf < this.end(node); leaf++) {
      const token = ~this.#links[leaf]!;
      if (token >= 0 && this.#isOwn(leaf)) highest = Math.max(highest, origins.ends[token]!);
    }
    return highest < 0 ? origins.starts[~this.#links[this.firstLeaf(node)]!]! : highest;
  }

  /** Whether any of the subtree was rendered by a template. */
  isTemplated(node: number): boolean {
    const { origins } = this.tokens;
    if (origins === null) return false;
    return !origins.isLiteral(this.sourceStart(node), this.sourceStop(node));
  }

  /** What a template left at a leaf, or null. */
  mark(leaf: number): TemplateMark | null {
    const { origins } = this.tokens;
    if (origins === null || !this.isMeta(leaf) || !this.#isOwn(leaf)) return null;
    return origins.marks.get(~this.#links[leaf]!) ?? null;
  }

  /** Raw text of the subtree. */
  text(node: number): string {
    return this.tokens.text.slice(this.start(node), this.stop(node));
  }

  /** Whether the raw text of the subtree is `text`; no string is made. */
  hasText(node: number, text: string): boolean {
    const start = this.start(node);
    return this.stop(node) - start === text.length && this.tokens.text.startsWith(text, start);
  }

  /** Upper-cased text; cheap at a leaf whose word is interned. */
  upper(node: number): string {
    if (this.isLeaf(node) && !this.isMeta(node)) return this.tokens.upper(~this.#links[node]!);
    return this.text(node).toUpperCase();
  }

  /** Interned word of a leaf, or 0. */
  word(node: number): number {
    return this.isLeaf(node) && !this.isMeta(node) ? this.tokens.word(~this.#links[node]!) : 0;
  }

  /** A leaf that is none of whitespace, newline, comment and meta; or an inner node. */
  isCode(node: number): boolean {
    return this.#layout[this.#kinds[node]!] === 0;
  }

  /** Whitespace or newline. */
  isWhitespace(node: number): boolean {
    return (this.#layout[this.#kinds[node]!]! & BLANK_BIT) !== 0;
  }

  isComment(node: number): boolean {
    return (this.#layout[this.#kinds[node]!]! & COMMENT_BIT) !== 0;
  }

  /** Zero-width: indent, dedent or end of file. */
  isMeta(node: number): boolean {
    return (this.#layout[this.#kinds[node]!]! & META_BIT) !== 0;
  }

  /** An indent that a layout may leave out. */
  isImplicit(node: number): boolean {
    return this.#kinds[node] === IMPLICIT_INDENT;
  }

  isUnlexable(node: number): boolean {
    return this.#kinds[node] === UNLEXABLE;
  }

  /** First leaf of the subtree, metas included; a leaf is its own. */
  firstLeaf(node: number): number {
    let leaf = node;
    while (this.#links[leaf]! >= 0) leaf++;
    return leaf;
  }

  /** Last leaf of the subtree, metas included; a leaf is its own. */
  lastLeaf(node: number): number {
    return this.end(node) - 1;
  }

  /** The leaf before the subtree, or -1. */
  leafBefore(node: number): number {
    let leaf = node - 1;
    while (leaf >= 0 && this.#links[leaf]! >= 0) leaf--;
    return leaf;
  }

  /** The leaf after the subtree, or -1. */
  leafAfter(node: number): number {
    let leaf = this.end(node);
    while (leaf < this.size && this.#links[leaf]! >= 0) leaf++;
    return leaf < this.size ? leaf : -1;
  }

  /** First leaf of the subtree that is code, or -1. */
  firstCode(node: number): number {
    const end = this.end(node);
    for (let leaf = node; leaf < end; leaf++) {
      if (this.#links[leaf]! < 0 && this.isCode(leaf)) return leaf;
    }
    return -1;
  }

  /** Last leaf of the subtree that is code, or -1. */
  lastCode(node: number): number {
    for (let leaf = this.end(node) - 1; leaf >= node; leaf--) {
      if (this.#links[leaf]! < 0 && this.isCode(leaf)) return leaf;
    }
    return -1;
  }

  /** From a leaf up to the child of `ancestor` that holds it. */
  #climbTo(leaf: number, ancestor: number): number {
    let node = leaf;
    while (this.#parents[node] !== ancestor) node = this.#parents[node]!;
    return node;
  }
}
