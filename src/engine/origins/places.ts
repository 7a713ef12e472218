/** From a stretch of a rendering to the stretch of the source that it was rendered from. */
import type { Slice, TemplatedText } from "../templating/mod.ts";

/** A stretch of a text; UTF-16 offsets, `end` is just past it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Whether a slice puts text out. */
export function isWide({ start, end }: Slice): boolean {
  return end > start;
}

/**
 * The source of `[start, end)` of a rendering, given the wide slices that it touches. Its ends are
 * exact where they lie in literal slices, else those of the slice. Where a loop went back between
 * the slices, so that the last one stands before the first, it goes as far as any of them.
 */
export function placeWithin(touched: readonly Slice[], start: number, end: number): Stretch {
  const first = touched[0]!;
  const last = touched.at(-1)!;
  const from = first.sourceStart + (first.kind === "literal" ? start - first.start : 0);
  const to = last.kind === "literal" ? last.sourceStart + end - last.start : last.sourceEnd;
  if (from <= to) return { start: from, end: to };
  return { start: from, end: Math.max(...touched.map(({ sourceEnd }) => sourceEnd)) };
}

/** The slice that put out the character at an offset of a rendering; undefined behind its end. */
export function sliceAt({ slices }: TemplatedText, offset: number): Slice | undefined {
  let [low, high] = [0, slices.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (slices[middle]!.end > offset) high = middle;
    else low = middle + 1;
  }
  return slices[low];
}

/** Where a point of a rendering stands in the source: with what follows it, or else at the end. */
export function sourceOfPoint(rendered: TemplatedText, offset: number): number {
  const slice = sliceAt(rendered, offset);
  if (slice === undefined) return rendered.source.length;
  return slice.sourceStart + (slice.kind === "literal" ? offset - slice.start : 0);
}
