import type { SliceKind } from "../slices.ts";

/** Tags whose content runs or not, or more than once, so that their ways must be followed. */
const BRANCHING = new Set(["if", "elif", "else", "endif", "for", "endfor"]);
/** Tags that are one piece of output, like an expression. */
const SINGLE = new Set(["include", "import", "from", "do"]);

/** What a block tag is, by its name. */
export function tagKind(tag: string): SliceKind {
  if (SINGLE.has(tag)) return "templated";
  if (tag.startsWith("end")) return "block_end";
  return tag.startsWith("el") ? "block_mid" : "block_start";
}

/** Whether the ways through the tag's content are to be followed. */
export function isBranching(tag: string): boolean {
  return BRANCHING.has(tag);
}
