/** Numbers for the blocks of a template: its tags that start, divide and end one share a number. */
import type { Piece } from "../templating/mod.ts";

/**
 * By the offset of a tag in the source, the number of its block, from 1. It is the tag that has the
 * number, so that it keeps it in every round of a loop around it.
 */
export function numberBlocks(pieces: readonly Piece[]): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>();
  const open: number[] = [];
  let count = 0;
  for (const { kind, start } of pieces) {
    if (kind === "block_start") open.push(++count);
    const innermost = open.at(-1);
    if (kind.startsWith("block") && innermost !== undefined) numbers.set(start, innermost);
    if (kind === "block_end") open.pop();
  }
  return numbers;
}
