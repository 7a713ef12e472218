import type { RawSlice, TemplatedSlice } from "./slices.ts";
import { UntraceableError } from "./errors.ts";

declare const sourceBrand: unique symbol;
declare const templatedBrand: unique symbol;
/** A UTF-16 offset in the source text. */
export type SourceOffset = number & { readonly [sourceBrand]: true };
/** A UTF-16 offset in the rendered text. */
export type TemplatedOffset = number & { readonly [templatedBrand]: true };

/** A stretch of the source text. */
export interface SourceRange {
  readonly start: SourceOffset;
  readonly end: SourceOffset;
}

function range(start: number, end: number): SourceRange {
  return { start: start as SourceOffset, end: end as SourceOffset };
}

/**
 * A rendered text and the way back to its source. The templated slices are contiguous in the
 * rendered text; in the source they jump and repeat. The raw slices cover the source.
 */
export class TemplatedText {
  /** Throws UntraceableError when the slices do not make up the text. */
  constructor(
    readonly source: string,
    readonly text: string,
    readonly slices: readonly TemplatedSlice[],
    readonly raw: readonly RawSlice[],
  ) {
    const end = slices.at(-1)?.end ?? text.length;
    if (end !== text.length) {
      throw new UntraceableError(`the trace is ${end} long, the text ${text.length}`);
    }
  }

  /** A text that is its own source. */
  static literal(text: string): TemplatedText {
    const end = text.length;
    const slice = { kind: "literal", sourceStart: 0, sourceEnd: end, start: 0, end } as const;
    const raw = { kind: "literal", start: 0, end, block: 0, tag: null } as const;
    return new TemplatedText(text, text, [slice], [raw]);
  }

  /** Whether no template has touched the text. */
  get isLiteral(): boolean {
    return this.raw.length === 1 && this.raw[0]!.kind === "literal";
  }

  /** Index of the raw slice that holds a source offset; past the end, the last one. */
  #rawAt(offset: number): number {
    let low = 0;
    let high = this.raw.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.raw[middle]!.start <= offset) low = middle;
      else high = middle - 1;
    }
    return Math.max(low, 0);
  }

  /** The raw slices that a stretch of the source touches; none at the end of the source. */
  rawSlices(start: number, end: number): readonly RawSlice[] {
    if (start >= this.source.length) return [];
    const first = this.#rawAt(start);
    let last = first + 1;
    while (last < this.raw.length && this.raw[last]!.start < end) last++;
    return this.raw.slice(first, last);
  }

  /** Whether a stretch of the source is literal; one without length is. */
  isSourceLiteral(start: number, end: number): boolean {
    if (start === end) return true;
    for (let at = this.#rawAt(start); at < this.raw.length; at++) {
      const { kind, start: from } = this.raw[at]!;
      if (from >= end && from > start) break;
      if (kind !== "literal") return false;
    }
    return true;
  }

  /** First slice that ends at or behind a place in the rendered text. */
  #firstAt(offset: number): number {
    let low = 0;
    let high = this.slices.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.slices[middle]!.end >= offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Slices that touch a place, as `[from, to)`; `inclusive` also takes those that start at it. */
  #touching(offset: number, inclusive: boolean): [number, number] {
    const from = this.#firstAt(offset);
    let to = from;
    while (to < this.slices.length) {
      const { start } = this.slices[to]!;
      if (start > offset || (!inclusive && start >= offset)) break;
      to++;
    }
    return [from, to];
  }

  /** The lowest place in the source for which a slice starts or ends at a place; -1 for none. */
  #joint(from: number, to: number, offset: number): number {
    let lowest = -1;
    for (const slice of this.slices.slice(from, to)) {
      const places = [];
      if (slice.start === offset) places.push(slice.sourceStart);
      if (slice.end === offset) places.push(slice.sourceEnd);
      for (const place of places) if (lowest < 0 || place < lowest) lowest = place;
    }
    return lowest;
  }

  /**
   * Where a stretch of the rendered text comes from: exact in literal slices, else as wide as
   * the slices. Null for an empty stretch inside of a templated slice.
   */
  toSource(start: TemplatedOffset, end: TemplatedOffset): SourceRange | null {
    const { slices } = this;
    const [startFrom, startTo] = this.#touching(start, true);
    const joint = this.#joint(startFrom, startTo, start);
    const first = slices[startFrom];
    if (start === end) {
      if (joint >= 0) return range(joint, joint);
      if (first?.kind !== "literal") return null;
      const at = first.sourceStart + start - first.start;
      return range(at, at);
    }
    const [stopFrom, stopTo] = this.#touching(end, false);
    let from = startFrom;
    if (joint >= 0) { while (from < slices.length && slices[from]!.sourceStart !== joint) from++; }
    if (from === startTo && from < slices.length) {
      const second = slices[Math.min(1, slices.length - 1)]!;
      return range(second.sourceStart, second.sourceEnd);
    }
    const begin = slices[Math.min(from, slices.length - 1)]!;
    const last = slices[Math.min(Math.max(stopTo - 1, stopFrom), slices.length - 1)]!;
    let sourceStart = begin.sourceStart;
    if (joint >= 0) sourceStart = joint;
    else if (begin.kind === "literal") sourceStart += start - begin.start;
    let sourceEnd = last.sourceEnd;
    if (last.kind === "literal") sourceEnd -= last.end - end;
    if (sourceStart <= sourceEnd) return range(sourceStart, sourceEnd);
    const all = slices.slice(Math.min(from, stopFrom), Math.max(startTo, stopTo));
    return range(
      Math.min(...all.map((slice) => slice.sourceStart)),
      Math.max(...all.map((slice) => slice.sourceEnd)),
    );
  }
}
