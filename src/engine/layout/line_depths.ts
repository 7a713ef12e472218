/** How deep lines stand in the groups of a text. */
import { END_OF_FILE, type Tree } from "../tree/mod.ts";
import { BREAK_BIT, releaseGaps } from "./groups.ts";
import { gapsOf } from "./template_groups.ts";

/** The first element of code on a line, and how many groups are open in front of it. */
export interface LineDepth {
  readonly code: number;
  readonly depth: number;
}

/** Each line that starts with code, in the order of the text. */
export function lineDepths(tree: Tree): LineDepth[] {
  const gaps = gapsOf(tree);
  const lines: LineDepth[] = [];
  for (let at = 0; at < gaps.count; at++) {
    const code = gaps.code[at]!;
    if ((gaps.flags[at]! & BREAK_BIT) === 0 || tree.is(code, END_OF_FILE)) continue;
    lines.push({ code, depth: gaps.after[at]! });
  }
  releaseGaps(tree, gaps);
  return lines;
}
