/**
 * Gaps and groups: the tree as indentation sees it, in columns.
 *
 * A gap is all that stands before an element of code: blanks, comments and indent marks. A group is
 * what lies between an indent mark and its dedent, as in Oppen's pretty printer.
 */
import { END_OF_FILE, NEWLINE, type Tree } from "../tree/mod.ts";

/** Bits of `Gaps.flags`. */
export const BREAK_BIT = 1;
export const OPENS_BIT = 2;
export const CLOSES_BIT = 4;
export const COMMENT_BIT = 8;

/** The gaps of a file and the groups that open in them; both are numbered in order from 0. */
export interface Gaps {
  /** Number of gaps; the last one is before the end of the file. */
  readonly count: number;
  /** The element behind each gap. */
  readonly code: Int32Array;
  /** The least depth within each gap, and the depth behind it. */
  readonly low: Uint16Array;
  readonly after: Uint16Array;
  /**
   * Whether there is a line break anywhere in a gap (the start of the file is one), its marks, and
   * whether it holds a comment.
   */
  readonly flags: Uint8Array;
  /** The first group that opens in each gap or later; one more entry than gaps. */
  readonly firstGroup: Int32Array;
  /** The gap of each group's dedent; `count` where there is none. */
  readonly closeGap: Int32Array;
  /** The level of each group, 1 at the outside. */
  readonly level: Uint16Array;
  /** 1 for each group that a layout may leave out. */
  readonly isSoft: Uint8Array;
  /** Of a template's tags that groups cross, the depth at which all tags of the block stand. */
  readonly tagDepth: ReadonlyMap<number, number> | null;
  /**
   * Of tags that end a block behind the end of groups around it, the depth without these: a break
   * that is still to come deepens what stands in them, and not the tag.
   */
  readonly endDepth: ReadonlyMap<number, number> | null;
  /** Of tags that end a loop of several rounds, the depth in the others: groups around it go on. */
  readonly roundEnds: ReadonlyMap<number, number> | null;
  /** Lines of tags alone, by their gaps, that stand as their first tag does. */
  readonly keptLines: ReadonlySet<number> | null;
}

/** The blanks of the source at a leaf that a tag has taken from the rendering; "" for none. */
export function takenBlanks(tree: Tree, leaf: number): string {
  const mark = tree.mark(leaf);
  return mark?.type === "literal" && mark.text.trim() === "" ? mark.text : "";
}

/** Whether a leaf ends a line of the source: a line break, or blanks that a tag has taken. */
export function endsLine(tree: Tree, leaf: number): boolean {
  if (tree.is(leaf, NEWLINE)) return !tree.isTemplated(leaf);
  return takenBlanks(tree, leaf).includes("\n");
}

/** Whether a block comment goes on behind one of its lines; each is a leaf of its own. */
export function continuesComment(tree: Tree, leaf: number, inComment: boolean): boolean {
  const text = tree.text(leaf);
  return (inComment || text.startsWith("/*")) && !text.endsWith("*/");
}

function isMark(tree: Tree, leaf: number): boolean {
  return tree.isMeta(leaf) && tree.kind(leaf) !== END_OF_FILE;
}

/** How deep a gap starts: as deep as the one before it ends. */
export function depthBefore({ after }: Gaps, at: number): number {
  return at === 0 ? 0 : after[at - 1]!;
}

/** Trees of up to so many nodes keep their gaps for as long as they live. */
const MOST_KEPT = 1 << 14;

/** Whether the gaps of a tree are kept for whoever asks next. */
export function keepsGaps(tree: Tree): boolean {
  return tree.size <= MOST_KEPT;
}

/** Gives the columns back to the arena: a text of 10 MB has some 2 million gaps. */
export function releaseGaps(tree: Tree, gaps: Gaps): void {
  if (tree.tokens.origins !== null || keepsGaps(tree)) return;
  const { code, low, after, flags, firstGroup, closeGap, level, isSoft } = gaps;
  const columns = [code, low, after, flags, firstGroup, closeGap, level, isSoft];
  for (const column of columns) tree.tokens.arena.release(column);
}

/** Whether a node before an element of code is a blank or comment, or blanks that a tag has taken. */
export function isLeafOfGap(tree: Tree, node: number): boolean {
  return tree.isLeaf(node) && (!isMark(tree, node) || takenBlanks(tree, node) !== "");
}

/** The blanks and comments of a gap, in order; blanks that a tag has taken are there too. */
export function leavesOf(tree: Tree, gaps: Gaps, at: number): number[] {
  const leaves: number[] = [];
  const from = at === 0 ? 0 : gaps.code[at - 1]! + 1;
  for (let leaf = from; leaf < gaps.code[at]!; leaf++) {
    if (isLeafOfGap(tree, leaf)) leaves.push(leaf);
  }
  return leaves;
}
