/**
 * From fixes, which are about nodes of the tree, to edits of the source. A fix is refused where it
 * could not be made in the source, or would not do there what it does in the rendering.
 */
import { type Edit, type Fix, walkOrder } from "../edits.ts";
import type { Piece, TemplatedText } from "../templating/mod.ts";
import { lowerBound, type Tree } from "../tree/mod.ts";
import { isWide, sliceAt } from "./places.ts";
import { Reach } from "./reach.ts";

/** An edit of the source, and what it takes to put it among others. */
export interface SourceEdit extends Edit {
  /** Where it acts in the rendering: a loop shows one place of the source at several of it. */
  readonly at: number;
  /** Among edits at one place, the order in which they are made. */
  readonly order: number;
  /** The blocks of the template that it reaches from and to, by their numbers. */
  readonly blocks: readonly [number, number];
}

/** What one finding wants done. */
export interface Wanted {
  readonly fixes: readonly Fix[];
  /** Whether its rule takes care itself of the tags of blocks between its fixes. */
  readonly crossesBlocks: boolean;
}

const BLANK = /\s/;

/** Whether a fix puts a line break in, and no more. */
function breaksLine({ action, text }: Fix): boolean {
  return (action === "before" || action === "after") && text.startsWith("\n") &&
    text.trim() === "";
}

/** Works out what the fixes of a rendering are in its source. */
export class EditMaker {
  readonly #pieceStarts: Int32Array;
  /** By piece, whether it belongs to renderings before this one. */
  readonly #isClosed: readonly boolean[];
  /** Where pieces start that put text out. */
  #shown: Set<number> | null = null;

  /** What `before` visits is not for this rendering to change. */
  constructor(readonly tree: Tree, readonly rendered: TemplatedText, before = Reach.nothing) {
    this.#isClosed = before.over(rendered);
    this.#pieceStarts = Int32Array.from(rendered.pieces, ({ start }) => start);
  }

  /**
   * The edits of one finding, all of them or none: null where one of them is refused. Only line
   * breaks do not depend on each other: of a line that is broken at several places, those that can
   * be broken are.
   */
  editsOf({ fixes, crossesBlocks }: Wanted): SourceEdit[] | null {
    const edits: SourceEdit[] = [];
    for (const fix of fixes) {
      const edit = this.editOf(fix, crossesBlocks);
      if (edit !== null) edits.push(edit);
      else if (!crossesBlocks || !breaksLine(fix)) return null;
    }
    if (edits.length === 0 && fixes.length > 0) return null;
    const blocks = new Set(edits.flatMap((edit) => edit.blocks));
    if (!crossesBlocks && blocks.size > 1) return null;
    return this.#movesOverExpression(edits) ? null : edits;
  }

  /**
   * Whether code changes places with an expression that shows nothing in this rendering: in another
   * one it may put out what belongs between.
   */
  #movesOverExpression(edits: readonly SourceEdit[]): boolean {
    const { source } = this.rendered;
    const replaced = ({ start, end }: Edit) => source.slice(start, end).trim();
    return edits.some((put) =>
      put.text.trim() !== "" && replaced(put) === "" && edits.some((taken) => {
        const code = replaced(taken);
        return code !== "" && taken.text.trim() === "" && put.text.includes(code) &&
          this.#hidesExpression(Math.min(put.end, taken.end), Math.max(put.start, taken.start));
      })
    );
  }

  /** Whether an expression stands in a stretch of the source and shows nothing. */
  #hidesExpression(from: number, to: number): boolean {
    const { pieces } = this.rendered;
    for (let at = this.#pieceAt(from); at < pieces.length && pieces[at]!.start < to; at++) {
      const { kind, start } = pieces[at]!;
      if (kind === "templated" && start >= from && !this.#isShown(start)) return true;
    }
    return false;
  }

  /** Whether the piece that starts at an offset of the source puts text out anywhere. */
  #isShown(start: number): boolean {
    const { slices } = this.rendered;
    this.#shown ??= new Set(slices.flatMap((slice) => isWide(slice) ? [slice.sourceStart] : []));
    return this.#shown.has(start);
  }

  /** The edit of one fix; null where it is refused. `breaks`: see `#isStripped`. */
  editOf(fix: Fix, breaks: boolean): SourceEdit | null {
    const { tree } = this;
    const made = fix.source !== undefined
      ? this.#covering(fix.source)
      : fix.action === "before" || fix.action === "after"
      ? this.#insertion(fix, breaks)
      : this.#replacement(fix, breaks);
    return made === null
      ? null
      : { ...made, at: tree.start(fix.anchor), order: walkOrder(tree, fix) };
  }

  /** What is replaced has to stand in the source as it does in the rendering. */
  #replacement({ anchor, text }: Fix, breaks: boolean) {
    const { tree, rendered: { source } } = this;
    const [start, end] = [tree.sourceStart(anchor), tree.sourceStop(anchor)];
    if (tree.isTemplated(anchor) || source.slice(start, end) !== tree.text(anchor)) return null;
    return this.#isStripped(start, end, text, breaks) ? null : this.#covering({ start, end, text });
  }

  /** What is put in stands beside a token, but not within what one expression has put out. */
  #insertion({ action, anchor, text }: Fix, breaks: boolean) {
    const { tree } = this;
    const [leaf, isBefore] = this.#neighbour(anchor, action === "before");
    if (leaf < 0 || !this.#isEdge(leaf, isBefore)) return null;
    const place = isBefore ? tree.sourceStart(leaf) : tree.sourceStop(leaf);
    if (this.#isStripped(place, place, text, breaks)) return null;
    const piece = this.#pieceBeside(place, isBefore);
    if (this.#isClosed[piece]) return null;
    const behind = isBefore ? leaf : this.#ownLeafAfter(leaf);
    if (breaks && text.startsWith("\n") && (!this.#isText(piece) || this.#isEmptyHere(behind))) {
      return null;
    }
    const block = this.#blockOf(piece);
    return { start: place, end: place, text, blocks: [block, block] as const };
  }

  /** The leaf before or behind which an insertion stands: no mark of the grammar, which has no place. */
  #neighbour(node: number, isBefore: boolean): [leaf: number, isBefore: boolean] {
    const { tree } = this;
    const isOwn = (leaf: number) => !tree.isMeta(leaf) || tree.mark(leaf) !== null;
    let leaf = isBefore ? tree.firstLeaf(node) : tree.lastLeaf(node);
    while (leaf >= node && leaf < tree.end(node)) {
      if (isOwn(leaf)) return [leaf, isBefore];
      leaf = isBefore ? tree.leafAfter(leaf) : tree.leafBefore(leaf);
    }
    // A node of such marks alone stands behind what is before it.
    leaf = tree.leafBefore(node);
    while (leaf >= 0 && !isOwn(leaf)) leaf = tree.leafBefore(leaf);
    return [leaf, false];
  }

  /** Whether a leaf's start, or its end, is a place of the source and not within an expression. */
  #isEdge(leaf: number, atStart: boolean): boolean {
    const { tree } = this;
    const [start, stop] = [tree.start(leaf), tree.stop(leaf)];
    if (start === stop) return true;
    const slice = sliceAt(this.rendered, atStart ? start : stop - 1)!;
    return slice.kind === "literal" || (atStart ? slice.start === start : slice.end === stop);
  }

  /**
   * Whether blanks of a text would stand beside a tag that strips them, and so never show. The end
   * of the file is looked for in the source. So are lines by rules that know of the tags (`breaks`):
   * for them a line break counts that a tag strips.
   */
  #isStripped(start: number, end: number, text: string, breaks: boolean): boolean {
    const { source, pieces } = this.rendered;
    if (end === source.length || breaks && start === end && text.startsWith("\n")) return false;
    if (BLANK.test(text[0] ?? "")) {
      let before = start;
      while (before > 0 && BLANK.test(source[before - 1]!)) before--;
      const piece = pieces[this.#pieceAt(before - 1)];
      if (piece?.end === before && this.#asks(piece) && piece.tag!.stripsBehind) return true;
    }
    if (!BLANK.test(text.at(-1) ?? "")) return false;
    let behind = end;
    while (behind < source.length && BLANK.test(source[behind]!)) behind++;
    const piece = pieces[this.#pieceAt(behind)];
    return piece?.start === behind && this.#asks(piece) && piece.tag!.stripsBefore;
  }

  /** Whether a piece is a tag that this rendering does not pass by, whatever it says. */
  #asks({ tag, start }: Piece): boolean {
    return tag !== null && this.rendered.choice?.loosened.has(start) !== true;
  }

  #covering({ start, end, text }: Edit) {
    const [first, last] = [this.#pieceAt(start), this.#pieceAt(Math.max(end - 1, start))];
    for (let piece = first; piece <= last; piece++) if (this.#isClosed[piece]) return null;
    return { start, end, text, blocks: [this.#blockOf(first), this.#blockOf(last)] as const };
  }

  /** The number of the block that a piece is in. */
  #blockOf(piece: number): number {
    return this.rendered.pieces[piece]?.block ?? 0;
  }

  /**
   * The piece that something is put into in front of an offset's piece, or behind the one that ends
   * there: if that is literal it itself, else its neighbour.
   */
  #pieceBeside(offset: number, isBefore: boolean): number {
    const [own, other] = isBefore ? [offset, offset - 1] : [offset - 1, offset];
    const piece = this.#pieceAt(own);
    return this.rendered.pieces[piece]?.kind === "literal" ? piece : this.#pieceAt(other);
  }

  /** The leaf behind a leaf that is no mark of the grammar, or the end. */
  #ownLeafAfter(leaf: number): number {
    const { tree } = this;
    let at = tree.leafAfter(leaf);
    while (at >= 0 && tree.isMeta(at) && tree.mark(at) === null) at = tree.leafAfter(at);
    return at;
  }

  /** Whether a leaf is an expression that shows nothing in this round of a loop, and else does. */
  #isEmptyHere(leaf: number): boolean {
    const { tree } = this;
    return leaf >= 0 && tree.mark(leaf)?.type === "templated" &&
      this.#isShown(tree.sourceStart(leaf));
  }

  /** Whether a piece is text of the template. */
  #isText(piece: number): boolean {
    return this.rendered.pieces[piece]?.kind === "literal";
  }

  #pieceAt(offset: number): number {
    return Math.max(lowerBound(this.#pieceStarts, offset + 1) - 1, 0);
  }
}
