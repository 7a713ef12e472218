import {
  COMMENT,
  DEDENT,
  END_OF_FILE,
  INDENT,
  NEWLINE,
  PLACEHOLDER,
  TEMPLATE_LOOP,
  type Tree,
  WHITESPACE,
} from "../tree/mod.ts";
import { ByteColumn } from "./byte_column.ts";
import type { Layout } from "../layout/settings.ts";

/** A leaf of the tree (its node) or something that an edit put in its place. */
export interface Piece {
  /** -1 when the piece is new. */
  node: number;
  type: "whitespace" | "newline" | "indent" | "consumed";
  /** Of a consumed piece, the white space of the source that a template tag has stripped. */
  text: string;
  /** Whether a template has rendered it. */
  templated?: true;
}

/** What the indents and dedents of a point add up to, in order. */
export interface IndentStats {
  impulse: number;
  /** The lowest sum on the way, never above 0. */
  trough: number;
  /** The sums right after each implicit indent. */
  implicit: readonly number[];
}

const NO_IMPLICIT: readonly number[] = [];

/**
 * The tree's leaves as points and blocks, in turn: a block is a leaf of code or a comment, or the
 * end of the file; a point is the whitespace, newlines and indents between two blocks, maybe none.
 *
 * Element 2p is the point before block p and element 2b + 1 is block b. The sequence starts with a
 * point, which may be empty, and ends with a block. Kept as columns: a point and its block cost 7
 * bytes.
 */
export class Sequence {
  readonly tree: Tree;
  readonly layout: Layout;
  /** The leaf of each block. */
  readonly #blocks: Int32Array;
  readonly #newlines: ByteColumn;
  readonly #impulses: ByteColumn;
  readonly #troughs: ByteColumn;
  /** By point, one bit each: whether it has an implicit indent. */
  readonly #implicit: Uint8Array;
  /** Points whose newlines a template has rendered, all of them. */
  readonly #rendered = new Set<number>();
  #edited = new Map<number, Piece[]>();
  /** Number of blocks; also of points. */
  readonly count: number;

  constructor(tree: Tree, layout: Layout) {
    this.tree = tree;
    this.layout = layout;
    let count = 0;
    for (let node = 0; node < tree.size; node++) if (this.#isBlock(node)) count++;
    const { arena } = tree.tokens;
    const blocks = this.#blocks = arena.make(Int32Array, count);
    for (let node = 0, at = 0; at < count; node++) if (this.#isBlock(node)) blocks[at++] = node;
    this.count = count;
    this.#newlines = new ByteColumn(count, arena);
    this.#impulses = new ByteColumn(count, arena);
    this.#troughs = new ByteColumn(count, arena);
    this.#implicit = arena.make(Uint8Array, (count >>> 3) + 1);
    for (let point = 0; point < count; point++) this.#measure(point);
  }

  #isBlock(node: number): boolean {
    const { tree } = this;
    if (!tree.isLeaf(node)) return false;
    if (!tree.isMeta(node)) return !tree.isWhitespace(node);
    if (tree.is(node, PLACEHOLDER)) return this.#consumed(node) === null;
    return tree.is(node, END_OF_FILE) || tree.is(node, TEMPLATE_LOOP);
  }

  /** The white space that a placeholder stands for, or null. */
  #consumed(node: number): string | null {
    const mark = this.tree.is(node, PLACEHOLDER) ? this.tree.mark(node) : null;
    return mark?.type === "literal" && /^\s+$/.test(mark.text) ? mark.text : null;
  }

  #measure(point: number): void {
    const { tree } = this;
    let sum = 0;
    let trough = 0;
    let newlines = 0;
    let literal = false;
    const end = this.pointEnd(point);
    for (let node = this.pointStart(point); node < end; node++) {
      if (!tree.isLeaf(node)) continue;
      if (tree.is(node, NEWLINE)) {
        newlines++;
        literal ||= !tree.isTemplated(node);
      } else if (tree.is(node, PLACEHOLDER)) {
        const consumed = this.#consumed(node)!.split("\n").length - 1;
        newlines += consumed;
        literal ||= consumed > 0;
      } else if (tree.is(node, INDENT)) {
        sum++;
        if (tree.isImplicit(node)) this.#implicit[point >>> 3]! |= 1 << (point & 7);
      } else if (tree.is(node, DEDENT)) {
        sum--;
        if (sum < trough) trough = sum;
      }
    }
    if (newlines > 0 && !literal) this.#rendered.add(point);
    this.#newlines.set(point, newlines);
    this.#impulses.set(point, sum);
    this.#troughs.set(point, trough);
  }

  /** The first node behind the block before a point: the leaves from here on are its pieces. */
  pointStart(point: number): number {
    return point === 0 ? 0 : this.#blocks[point - 1]! + 1;
  }

  /** The node just past a point's last piece, which is the leaf of the block behind it. */
  pointEnd(point: number): number {
    return this.#blocks[point]!;
  }

  /** The first leaf of a point, as the text came; -1 when nothing stood there. */
  firstLeaf(point: number): number {
    const end = this.pointEnd(point);
    for (let node = this.pointStart(point); node < end; node++) {
      if (this.tree.isLeaf(node)) return node;
    }
    return -1;
  }

  /** The leaf of a block. */
  block(index: number): number {
    return this.#blocks[index]!;
  }

  /** The block whose leaf is `leaf`, or the first one behind it. */
  blockAt(leaf: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.block(middle) < leaf) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  isCode(block: number): boolean {
    return this.tree.isCode(this.block(block));
  }

  isComment(block: number): boolean {
    return this.tree.is(this.block(block), COMMENT);
  }

  isEnd(block: number): boolean {
    return this.tree.is(this.block(block), END_OF_FILE);
  }

  /** Newlines in a point, edits included. */
  newlines(point: number): number {
    const pieces = this.#edited.get(point);
    if (pieces === undefined) return this.#newlines.get(point);
    return pieces.reduce((sum, piece) => sum + newlinesIn(piece), 0);
  }

  /** Whether the text as it came has a newline in the point that no template has rendered. */
  hadNewline(point: number): boolean {
    return this.#newlines.get(point) > 0 && !this.#rendered.has(point);
  }

  /** What a point's indents add up to; edits keep them. */
  stats(point: number): IndentStats {
    return {
      impulse: this.#impulses.get(point),
      trough: this.#troughs.get(point),
      implicit: this.hasImplicit(point) ? this.#implicitSums(point) : NO_IMPLICIT,
    };
  }

  hasImplicit(point: number): boolean {
    return (this.#implicit[point >>> 3]! & (1 << (point & 7))) !== 0;
  }

  #implicitSums(point: number): number[] {
    const { tree } = this;
    const sums: number[] = [];
    let sum = 0;
    const end = this.pointEnd(point);
    for (let node = this.pointStart(point); node < end; node++) {
      if (!tree.isLeaf(node)) continue;
      if (tree.is(node, DEDENT)) sum--;
      else if (tree.is(node, INDENT)) {
        sum++;
        if (tree.isImplicit(node)) sums.push(sum);
      }
    }
    return sums;
  }

  impulse(point: number): number {
    return this.#impulses.get(point);
  }

  trough(point: number): number {
    return this.#troughs.get(point);
  }

  /** The pieces of a point as they stand now. */
  pieces(point: number): Piece[] {
    const edited = this.#edited.get(point);
    if (edited !== undefined) return edited;
    const found: Piece[] = [];
    const end = this.pointEnd(point);
    for (let node = this.pointStart(point); node < end; node++) {
      if (this.tree.isLeaf(node)) found.push(this.piece(node));
    }
    return found;
  }

  /** The indent that a point ends in, as it stands now; "" without a line break. */
  indentText(point: number): string {
    const { tree } = this;
    if (tree.tokens.origins !== null || this.#edited.has(point)) {
      return indentTextOf(indentPiece(this.pieces(point)));
    }
    let indent = -1;
    const start = this.pointStart(point);
    for (let node = this.pointEnd(point) - 1; node >= start; node--) {
      if (tree.is(node, NEWLINE)) return indent < 0 ? "" : tree.text(indent);
      if (tree.is(node, WHITESPACE)) indent = node;
    }
    return "";
  }

  /** A spacing leaf as a piece. */
  piece(node: number): Piece {
    const { tree } = this;
    const type = tree.is(node, NEWLINE)
      ? "newline"
      : tree.is(node, WHITESPACE)
      ? "whitespace"
      : "indent";
    if (type === "indent") {
      const consumed = this.#consumed(node);
      return consumed === null
        ? { node, type, text: "" }
        : { node, type: "consumed", text: consumed };
    }
    const piece: Piece = { node, type, text: tree.text(node) };
    return tree.isTemplated(node) ? { ...piece, templated: true } : piece;
  }

  /** Puts other pieces in the place of a point's; later questions see them. */
  edit(point: number, pieces: Piece[]): void {
    this.#edited.set(point, pieces);
  }

  /** Forgets the edits of the points before one, but for those of the file's first point. */
  settle(before: number): void {
    if (this.#edited.size === 0) return;
    const kept = [...this.#edited].filter(([point]) => point >= before || point === 0);
    this.#edited = new Map(kept);
  }

  /** Forgets all edits, so that another operation starts from the text as it came. */
  reset(): void {
    if (this.#edited.size > 0) this.#edited = new Map();
  }
}

/** Number of newlines in a piece. */
export function newlinesIn({ type, text }: Piece): number {
  if (type === "newline") return 1;
  return type === "consumed" ? text.split("\n").length - 1 : 0;
}

/**
 * The whitespace that is a line's indent: the first piece of it behind the last newline, or the
 * consumed white space that holds both. What a template has rendered is passed over.
 */
export function indentPiece(pieces: readonly Piece[]): Piece | null {
  let found: Piece | null = null;
  for (let at = pieces.length - 1; at >= 0; at--) {
    const piece = pieces[at]!;
    if (piece.templated === true) continue;
    if (piece.type === "newline") return found;
    if (piece.type === "whitespace") found = piece;
    else if (newlinesIn(piece) > 0) return piece;
  }
  return null;
}

/** The indent that a piece is. */
export function indentTextOf(piece: Piece | null): string {
  if (piece === null) return "";
  return piece.text.slice(piece.text.lastIndexOf("\n") + 1);
}

/** The indent that a point ends in, "" for none; null when the point has no newline. */
export function indentOf(pieces: readonly Piece[]): string | null {
  if (!pieces.some((piece) => newlinesIn(piece) > 0)) return null;
  return indentTextOf(indentPiece(pieces));
}
