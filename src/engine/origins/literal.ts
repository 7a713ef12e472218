/** Which stretches of a source stand in it as they are rendered. */
import type { Piece } from "../templating/mod.ts";
import { lowerBound } from "../tree/mod.ts";

/**
 * A test whether a stretch of the source holds nothing but literal pieces; of an empty stretch that
 * is so. The pieces cover the source in order.
 */
export function literalTest(pieces: readonly Piece[]): (start: number, end: number) => boolean {
  // Where literal text ends, where it begins again, and so on.
  const turns: number[] = [];
  let isLiteral = true;
  for (const { kind, start, end } of pieces) {
    if (end === start || (kind === "literal") === isLiteral) continue;
    turns.push(start);
    isLiteral = !isLiteral;
  }
  const places = Int32Array.from(turns);
  return (start, end) => {
    if (start >= end) return true;
    const next = lowerBound(places, start + 1);
    return next % 2 === 0 && (places[next] ?? Infinity) >= end;
  };
}
