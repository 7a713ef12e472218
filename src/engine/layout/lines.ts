/** The lines of a text as its source has them, by the leaves of the tree. */
import { NEWLINE, type Tree, WHITESPACE } from "../tree/mod.ts";
import { codePoints } from "./columns.ts";
import { endsLine, takenBlanks } from "./groups.ts";

/** A line of the source by the leaves that it is made of. */
export interface LongLine {
  /** Its first leaf, and the first one behind it. */
  readonly from: number;
  readonly to: number;
  /** Code points; a tab is one, and an element of several lines counts its first. */
  readonly width: number;
}

/** The text that the source holds for a leaf. */
function sourceOf(tree: Tree, leaf: number): string {
  const { origins } = tree.tokens;
  if (origins === null) return tree.text(leaf);
  return origins.source.slice(tree.sourceStart(leaf), tree.sourceStop(leaf));
}

/** Whether a leaf is source that a tag jumps over, and that holds text alone: it has no width. */
function isSkippedText(tree: Tree, leaf: number): boolean {
  const { origins } = tree.tokens;
  if (origins === null || tree.mark(leaf)?.type !== "skipped_source") return false;
  return origins.isLiteral(tree.sourceStart(leaf), tree.sourceStop(leaf));
}

/** Code points of a leaf on the line that it starts on. */
export function widthOf(tree: Tree, leaf: number): number {
  const mark = tree.mark(leaf);
  if (tree.isMeta(leaf) && (mark === null || mark.type === "literal")) return 0;
  if (isSkippedText(tree, leaf)) return 0;
  const text = mark?.text || sourceOf(tree, leaf);
  const end = text.indexOf("\n");
  return codePoints(end < 0 ? text : text.slice(0, end));
}

/**
 * Code points up to the first line break of text that is not rendered, as that of a macro, or that a
 * tag jumps over; -1 where it has none.
 */
function widthUpToBreak(tree: Tree, leaf: number): number {
  const mark = tree.mark(leaf);
  if (mark?.type !== "literal" && mark?.type !== "skipped_source") return -1;
  const text = mark.text || sourceOf(tree, leaf);
  const end = text.indexOf("\n");
  return end < 0 ? -1 : codePoints(text.slice(0, end));
}

/** The offset of the first line break from an offset on; past the end where there is none. */
function breakFrom(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  return found < 0 ? Infinity : found;
}

/**
 * The blanks in front of a text's first line where empty lines stand above it: as in SQLFluff they
 * belong to the empty lines, and are no indent. -1 where there are none.
 */
export function openingBlanks(tree: Tree): number {
  let blanks = -1;
  let isBroken = false;
  for (let leaf = tree.firstLeaf(0); leaf >= 0; leaf = tree.leafAfter(leaf)) {
    if (tree.isMeta(leaf)) {
      if (tree.mark(leaf) !== null) return -1;
    } else if (tree.is(leaf, NEWLINE)) {
      isBroken = true;
      blanks = -1;
    } else if (tree.is(leaf, WHITESPACE)) blanks = leaf;
    else break;
  }
  return isBroken ? blanks : -1;
}

/** The lines of a text that are longer than a limit, in order; the blanks that open it are no part. */
export function findLongLines(tree: Tree, limit: number, opening: number): LongLine[] {
  return tree.tokens.origins === null
    ? findLongPlainLines(tree, limit, opening)
    : findLongRenderedLines(tree, limit, opening);
}

/**
 * Those of a text without templates. Most texts have few stretches between two line breaks that
 * could be too long, so only the leaves of these are looked at.
 */
function findLongPlainLines(tree: Tree, limit: number, opening: number): LongLine[] {
  const { text } = tree.tokens;
  const lines: LongLine[] = [];
  /** Where the last line that was looked at ends. */
  let done = 0;
  for (let start = 0, end = 0; start + limit < text.length; start = end + 1) {
    end = Math.min(breakFrom(text, start), text.length);
    if (end - start <= limit) continue;
    let from = leafAt(tree, start);
    // It is part of an element that began on a line before.
    if (from < done) continue;
    while (from > done && !isBreak(tree, from - 1)) from--;
    const line = singleLine(tree, { from, start, end, opening }) ?? plainLine(tree, from, opening);
    if (line.first > limit) lines.push({ from, to: line.to, width: line.width });
    done = line.to;
  }
  return lines;
}

/** The leaf that holds the character at an offset of the text. */
function leafAt(tree: Tree, offset: number): number {
  let low = 0;
  let high = tree.size;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (tree.start(middle) <= offset) low = middle;
    else high = middle;
  }
  return tree.firstLeaf(low);
}

function isBreak(tree: Tree, node: number): boolean {
  return tree.isLeaf(node) && tree.is(node, NEWLINE);
}

/** Where a line ends, how wide it is, and how wide up to the first line break inside of it. */
interface Extent {
  readonly to: number;
  readonly width: number;
  readonly first: number;
}

/** A line by its first leaf, and the stretch of the text that starts or goes on with it. */
interface Stretch {
  readonly from: number;
  readonly start: number;
  readonly end: number;
  readonly opening: number;
}

/**
 * A line of ASCII that is just a stretch of the text between two line breaks, as most are: its width
 * is its length without the blanks at its end. Null for any other.
 */
function singleLine(tree: Tree, { from, start, end, opening }: Stretch): Extent | null {
  const { text } = tree.tokens;
  if (tree.start(from) !== start || opening >= from) return null;
  for (let at = start; at < end; at++) if (text.charCodeAt(at) > 0x7f) return null;
  const to = end === text.length ? tree.size : leafAt(tree, end);
  if (to < tree.size && !isBreak(tree, to)) return null;
  let stop = to === tree.size ? end : tree.start(to);
  for (let leaf = to - 1; leaf >= from; leaf--) {
    if (!tree.isLeaf(leaf) || tree.isMeta(leaf)) continue;
    if (!tree.is(leaf, WHITESPACE)) break;
    stop = tree.start(leaf);
  }
  const width = stop - start;
  return { to, width, first: width };
}

/** A line without templates that starts at a leaf. */
function plainLine(tree: Tree, from: number, opening: number): Extent {
  const { text } = tree.tokens;
  let width = 0;
  /** What of the width are blanks at the end. */
  let blanks = 0;
  /** The width up to the end of the physical line, where an element goes over several; else -1. */
  let first = -1;
  /** The first line break that is not before the leaf at hand. */
  let newline = -1;
  let leaf = from;
  for (; leaf < tree.size && !isBreak(tree, leaf); leaf++) {
    if (!tree.isLeaf(leaf) || tree.isMeta(leaf) || leaf === opening) continue;
    const stop = tree.stop(leaf);
    if (newline < tree.start(leaf)) newline = breakFrom(text, tree.start(leaf));
    const own = widthOf(tree, leaf);
    width += own;
    // An element of several lines decides by its first one.
    if (first < 0 && newline < stop) first = width;
    blanks = tree.is(leaf, WHITESPACE) ? blanks + own : 0;
  }
  width -= blanks;
  return { to: leaf, width, first: first < 0 ? width : first };
}

/** The long lines of a text that a template rendered. */
function findLongRenderedLines(tree: Tree, limit: number, opening: number): LongLine[] {
  const lines: LongLine[] = [];
  let from = 0;
  let width = 0;
  /** The width up to the end of the physical line, where an element goes over several; else -1. */
  let first = -1;
  let expression = -1;
  for (let leaf = 0; leaf < tree.size; leaf++) {
    if (!tree.isLeaf(leaf) || leaf === opening) continue;
    if (endsLine(tree, leaf)) {
      if ((first < 0 ? width : first) > limit) lines.push({ from, to: leaf, width });
      from = leaf + 1;
      // Blanks that a tag has taken hold the indent of the line that they begin.
      const taken = takenBlanks(tree, leaf);
      width = taken === "" ? 0 : taken.length - taken.lastIndexOf("\n") - 1;
      first = -1;
      continue;
    }
    if (first < 0) {
      const before = widthUpToBreak(tree, leaf);
      if (before >= 0) first = width + before;
    }
    // What one expression has rendered stands in one place of the source.
    const start = tree.sourceStart(leaf);
    if (tree.isTemplated(leaf) && start === expression) continue;
    if (!tree.isMeta(leaf)) expression = start;
    width += widthOf(tree, leaf);
  }
  if ((first < 0 ? width : first) > limit) lines.push({ from, to: tree.size, width });
  return lines;
}
