/** What stands on both sides of an element, for its line position. */
import { END_OF_FILE, NEWLINE, PLACEHOLDER, TEMPLATE_LOOP, type Tree } from "../tree/mod.ts";
import { takenBlanks } from "./groups.ts";
import type { LinePosition } from "./line_position_setting.ts";

/** What lies between an element and the code beside it. */
export interface Side {
  /** The code, or what a template left, beside it; -1 at either end of the file. */
  readonly code: number;
  /** Blanks and comments in the order of the text. */
  readonly leaves: readonly number[];
  readonly breaks: number;
  /** Whether there is a line break up to the next code, tags of a template passed over. */
  readonly isBroken: boolean;
  readonly hasComment: boolean;
}

/** Whether a leaf stands for something in the text or in its template, and is no mark of indents. */
function hasText(tree: Tree, leaf: number): boolean {
  return !tree.isMeta(leaf) || tree.mark(leaf) !== null;
}

/**
 * Whether a leaf is blanks with a line break that a tag has taken. Right behind code, such a break
 * ends the line for what stands behind the tag, though it does not show.
 */
function hidesBreak(tree: Tree, leaf: number): boolean {
  return leaf >= 0 && tree.is(leaf, PLACEHOLDER) && takenBlanks(tree, leaf).includes("\n");
}

function readSide(tree: Tree, from: number, step: (leaf: number) => number): Side {
  const leaves: number[] = [];
  let breaks = 0;
  let hasComment = false;
  let code = -1;
  let isBroken = false;
  let last = -1;
  let at = step(from);
  for (; at >= 0 && !tree.isCode(at); at = step(at)) {
    if (hasText(tree, at)) last = at;
    // What a template left has no width, but it stands beside the element like code.
    if (tree.is(at, PLACEHOLDER) || tree.is(at, TEMPLATE_LOOP)) {
      if (code < 0) code = at;
    } else if (tree.is(at, NEWLINE) && !tree.isTemplated(at)) {
      isBroken = true;
      if (code < 0) breaks++;
    }
    if (code >= 0 || (tree.isMeta(at) && !tree.is(at, END_OF_FILE))) continue;
    hasComment ||= tree.isComment(at);
    leaves.push(at);
  }
  isBroken ||= at < from && hidesBreak(tree, last);
  return { code: code < 0 ? at : code, leaves, breaks, hasComment, isBroken };
}

/** Bits of what `glance` sees beside an element. */
const CODE_BIT = 1;
const BREAKS_BIT = 2;
const BROKEN_BIT = 4;
const FOREIGN_BIT = 8;

/**
 * What matters of a side where nothing is wrong: whether there is code, and where it breaks. Where
 * the line break next to the element comes out of a template, nobody can move the element.
 */
function glance(tree: Tree, from: number, isBefore: boolean): number {
  let bits = 0;
  let last = -1;
  let at = isBefore ? tree.leafBefore(from) : tree.leafAfter(from);
  while (at >= 0 && !tree.isCode(at)) {
    if (tree.is(at, PLACEHOLDER) || tree.is(at, TEMPLATE_LOOP)) bits |= CODE_BIT;
    else if (tree.is(at, NEWLINE)) {
      if (!tree.isTemplated(at)) {
        bits |= (bits & CODE_BIT) === 0 ? BREAKS_BIT | BROKEN_BIT : BROKEN_BIT;
      } else if ((bits & BROKEN_BIT) === 0) return FOREIGN_BIT;
    }
    if (hasText(tree, at)) last = at;
    at = isBefore ? tree.leafBefore(at) : tree.leafAfter(at);
  }
  if (isBefore && hidesBreak(tree, last)) bits |= BROKEN_BIT;
  return at < 0 ? bits : bits | CODE_BIT;
}

/** Whether an element stands where it may, so that its sides need not be read in full. */
export function isInPlace(
  tree: Tree,
  first: number,
  last: number,
  position: LinePosition,
): boolean {
  const { side, isStrict, isAttached } = position;
  if (!isStrict && side !== "alone") {
    // In most cases no break parts it from what it belongs to, and the other side does not matter.
    const near = side === "leading" ? glance(tree, last, false) : glance(tree, first, true);
    if ((near & BREAKS_BIT) === 0) return true;
  }
  const before = glance(tree, first, true);
  const startsLine = (before & CODE_BIT) === 0 || (before & BROKEN_BIT) !== 0;
  if (startsLine && side === "leading" && !isAttached) return true;
  const after = glance(tree, last, false);
  if (((before | after) & FOREIGN_BIT) !== 0) return true;
  const endsLine = (after & CODE_BIT) === 0 || (after & BROKEN_BIT) !== 0;
  if (side === "alone") return startsLine ? endsLine : !isStrict && !endsLine;
  const isRight = side === "leading" ? startsLine : endsLine;
  const isWrong = ((side === "leading" ? after : before) & BREAKS_BIT) !== 0;
  return isRight ? !isWrong || !isAttached : !isWrong && !isStrict;
}

/** An element with both of its sides; `first` and `last` are leaves of code. */
export interface Place {
  readonly first: number;
  readonly last: number;
  readonly before: Side;
  readonly after: Side;
}

/** Reads both sides of an element in full, leaves in the order of the text. */
export function readPlace(tree: Tree, first: number, last: number): Place {
  const before = readSide(tree, first, (leaf) => tree.leafBefore(leaf));
  const after = readSide(tree, last, (leaf) => tree.leafAfter(leaf));
  return { first, last, before: { ...before, leaves: [...before.leaves].reverse() }, after };
}
