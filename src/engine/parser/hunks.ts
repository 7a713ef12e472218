/** Where the tokens of a text are others than those that it had before some edits. */
import type { TextEdit } from "../lexer/mod.ts";
import type { Tokens } from "../tree/mod.ts";

/** Tokens `[from, to)` of the text before, in whose place `[start, stop)` of the changed text stand. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly stop: number;
}

/** Whether tokens of two texts are of one kind and in one place, from which the second has moved. */
function isSame(before: Tokens, at: number, after: Tokens, place: number, shift: number): boolean {
  return before.kinds[at] === after.kinds[place] &&
    before.starts[at]! + shift === after.starts[place] &&
    before.starts[at + 1]! + shift === after.starts[place + 1];
}

/**
 * The hunks of a change, in order; all other tokens are of one kind and of the same text, one for
 * one. The edits are in order and do not overlap.
 */
export function hunksOf(before: Tokens, after: Tokens, edits: readonly TextEdit[]): Hunk[] {
  const [was, is] = [before.starts, after.starts];
  const hunks: Hunk[] = [];
  /** By how much what is behind the edits so far has moved. */
  let shift = 0;
  let [at, place, next] = [0, 0, 0];
  for (;;) {
    const edited = next < edits.length ? edits[next]!.start : Infinity;
    while (
      at < before.count && was[at]! < edited && was[at + 1]! <= edited &&
      isSame(before, at, after, place, shift)
    ) {
      at++;
      place++;
    }
    if (at === before.count) return hunks;
    const [from, start] = [at, place];
    for (;;) {
      const edit = edits[next];
      if (edit !== undefined && (edit.start <= was[at]! || edit.start < was[at + 1]!)) {
        next++;
        shift += edit.text.length - (edit.end - edit.start);
        while (was[at]! < edit.end) at++;
        while (is[place]! < edit.end + shift) place++;
        continue;
      }
      if (isSame(before, at, after, place, shift)) break;
      const ahead = was[at]! + shift - is[place]!;
      if (ahead <= 0) at++;
      if (ahead >= 0) place++;
    }
    if (from < at || start < place) hunks.push({ from, to: at, start, stop: place });
  }
}
