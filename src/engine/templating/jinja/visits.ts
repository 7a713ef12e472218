/**
 * What a rendering records while it is written: which piece of the source it is at, and what that
 * put out. Slices of source and rendering follow from the visits alone.
 */
import { UntraceableError } from "../errors.ts";
import { checkText } from "../limits.ts";
import type { Piece, Slice } from "../slices.ts";

/** One piece at one time; `from` and `to` are UTF-16 offsets in the rendering. */
export interface Visit {
  readonly piece: number;
  readonly from: number;
  readonly to: number;
}

const NO_LEADS: ReadonlyMap<number, number> = new Map();

/** A text that grows and, if it is the template's own, a record of what it comes from. */
export class Output {
  readonly #parts: string[] = [];
  readonly visits: Visit[] = [];
  /** Data, expressions, stripped space, tags of `if` and `for`: they alone say that something ran. */
  signposts = 0;
  /** How many visits there were behind the last of them. */
  #signed = 0;
  #length = 0;

  /**
   * @param records false for macros, and for templates that others include
   * @param leads the pieces that tags lead to where their statement is passed over
   */
  constructor(readonly records: boolean, readonly leads: ReadonlyMap<number, number> = NO_LEADS) {}

  get length(): number {
    return this.#length;
  }

  /** Puts the text of a piece out. */
  add(text: string, piece: number): void {
    const from = this.#length;
    checkText(this.#length += text.length);
    this.#parts.push(text);
    if (!this.records) return;
    this.visits.push({ piece, from, to: this.#length });
    this.signposts++;
    this.#signed = this.visits.length;
  }

  /** Passes a piece that puts nothing out. */
  pass(piece: number | undefined): void {
    if (!this.records || piece === undefined) return;
    this.visits.push({ piece, from: this.#length, to: this.#length });
  }

  /** Passes a tag that decides what runs, or data that is stripped: it says that something ran. */
  decide(piece: number): void {
    if (!this.records) return;
    this.pass(piece);
    this.signposts++;
    this.#signed = this.visits.length;
  }

  /** Runs something of which nothing is remembered if it holds no signpost; whether it does. */
  remember(run: () => void): boolean {
    const { signposts, visits } = this;
    const before = visits.length;
    run();
    if (this.signposts > signposts) return true;
    visits.length = before;
    return false;
  }

  /** Puts out what another output holds, with its visits. Throws UntraceableError. */
  append(inner: Output, text: string, piece: number): void {
    if (this.records && text.length !== inner.length) {
      throw new UntraceableError("a filter changes the length of the block that it is about");
    }
    const shift = this.#length;
    checkText(this.#length += text.length);
    this.#parts.push(text);
    if (!this.records) return;
    for (const { piece, from, to } of inner.visits) {
      this.visits.push({ piece, from: from + shift, to: to + shift });
    }
    if (inner.signposts > 0) this.#signed = this.visits.length;
    this.signposts += inner.signposts;
    if (inner.visits.length === 0 && text.length > 0) {
      this.visits.push({ piece, from: shift, to: this.#length });
    }
  }

  /**
   * The visits; of those behind the last signpost nothing is shown, so they are left out. Where there
   * is none, as in a file of macros without a line break at its end, there is nothing to go on to:
   * then each piece is visited in its turn, also those that a tag would lead past.
   */
  recorded(pieces: readonly Piece[]): readonly Visit[] {
    if (this.signposts > 0) return this.visits.slice(0, this.#signed);
    return pieces.map((_, piece) => ({ piece, from: 0, to: 0 }));
  }

  toString(): string {
    return this.#parts.join("");
  }
}

/** The slices of a rendering, from its visits. */
export function slicesOf(visits: readonly Visit[], pieces: readonly Piece[]): Slice[] {
  return visits.map(({ piece, from, to }) => {
    const { kind, start, end } = pieces[piece]!;
    return { kind, sourceStart: start, sourceEnd: end, start: from, end: to };
  });
}
