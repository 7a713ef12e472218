/** From a stretch of a rendering to the stretch of the source that it was rendered from. */
import type { TemplatedSlice, TemplatedText } from "../templating/mod.ts";

/** A stretch of a text; UTF-16 offsets, `end` is just past it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Whether a slice puts text out. */
export function isWide({ start, end }: TemplatedSlice): boolean {
  return end > start;
}

/**
 * The source of `[start, end)` of a rendering, given the wide slices that it touches. Its ends are
 * exact where they lie in literal slices, else those of the slice. Where a loop went back between
 * the slices, so that the last one stands before the first, it goes as far as any of them.
 */
export function placeWithin(
  touched: readonly TemplatedSlice[],
  start: number,
  end: number,
): Stretch {
  const first = touched[0]!;
  const last = touched.at(-1)!;
  const from = first.sourceStart + (first.kind === "literal" ? start - first.start : 0);
  const to = last.kind === "literal" ? last.sourceStart + end - last.start : last.sourceEnd;
  if (from <= to) return { start: from, end: to };
  return { start: from, end: Math.max(...touched.map(({ sourceEnd }) => sourceEnd)) };
}

/** Where a point of a rendering stands in the source: as what follows it, or else as the end. */
export function sourceOfPoint({ slices, source }: TemplatedText, offset: number): number {
  const slice = slices.find((each) => each.end > offset);
  if (slice === undefined) return source.length;
  return slice.sourceStart + (slice.kind === "literal" ? offset - slice.start : 0);
}
