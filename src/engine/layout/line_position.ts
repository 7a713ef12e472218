/**
 * Line positions (LT03, LT04, LT11, LT14): on which side of a line break an element stands.
 *
 * An element T stands between the code before it and the code behind it. Only whether the gaps on
 * its two sides hold a line break matters; comments in them stay where they are.
 */
import { type Fix, insertAfter, insertBefore, remove, replace } from "../edits.ts";
import { INLINE_COMMENT, NEWLINE, type Tree, WHITESPACE } from "../tree/mod.ts";
import { lineIndent } from "./columns.ts";
import { constraintBetween } from "./constraints.ts";
import type { LayoutFinding } from "./finding.ts";
import type { LinePosition } from "./line_position_setting.ts";
import { isInPlace, type Place, readPlace, type Side } from "./line_sides.ts";
import type { Layout } from "./settings.ts";
import { TOUCH } from "./spacings.ts";
import { nameOf } from "./words.ts";

/** The blanks that two neighbours want between them on one line. */
function blanksBetween(tree: Tree, layout: Layout, first: number, second: number): string {
  return constraintBetween(tree, layout, first, second)?.strongest.base === TOUCH ? "" : " ";
}

/** The edits that leave `text` as the blanks of a gap; `insert` puts it where there are none. */
function setBlanks(
  tree: Tree,
  blanks: readonly number[],
  text: string,
  insert: (text: string) => Fix,
): Fix[] {
  const [first, ...rest] = blanks;
  if (first === undefined) return text === "" ? [] : [insert(text)];
  const fixes = rest.map(remove);
  if (text === "") fixes.unshift(remove(first));
  else if (tree.text(first) !== text) fixes.unshift(replace(first, text));
  return fixes;
}

/** The blanks right beside an element, on the side of a gap that touches it. */
function nearBlanks(tree: Tree, leaves: readonly number[], isBefore: boolean): number[] {
  const near = isBefore ? [...leaves].reverse() : leaves;
  const found: number[] = [];
  for (const leaf of near) {
    if (!tree.is(leaf, WHITESPACE)) break;
    found.push(leaf);
  }
  return found;
}

/** The blanks of a gap from its last line break on: the break and the indent behind it. */
function breakText(tree: Tree, leaves: readonly number[]): string {
  const from = leaves.findLastIndex((leaf) => tree.is(leaf, NEWLINE));
  return leaves.slice(from).map((leaf) => tree.text(leaf)).join("");
}

/** The last line break of a gap and the indent behind it; blanks alone where it ends in these. */
function endingBreak(tree: Tree, leaves: readonly number[]): number[] {
  const blanks = nearBlanks(tree, leaves, true);
  const breaks = leaves.at(-1 - blanks.length) ?? -1;
  return breaks >= 0 && tree.is(breaks, NEWLINE) ? [breaks, ...blanks] : blanks;
}

/** The first line break of a gap and the indent behind it; blanks alone where it starts with these. */
function startingBreak(tree: Tree, leaves: readonly number[]): number[] {
  const blanks = nearBlanks(tree, leaves, false);
  const breaks = leaves[blanks.length] ?? -1;
  if (breaks < 0 || !tree.is(breaks, NEWLINE)) return blanks;
  return [...blanks, breaks, ...nearBlanks(tree, leaves.slice(blanks.length + 1), false)];
}

/** A break on one side of a keyword: the one on its other side again, with its indent. */
function keywordBreak(tree: Tree, { leaves }: Side): string {
  return leaves.some((leaf) => tree.is(leaf, NEWLINE)) ? breakText(tree, leaves) : "\n";
}

/** Decides and mends the line position of elements of one file. */
class LinePositions {
  constructor(readonly tree: Tree, readonly layout: Layout) {}

  /**
   * What is wrong with where an element stands that is not in its place, or null.
   *
   * @param first The element's first leaf of code.
   * @param last Its last one.
   */
  check(first: number, last: number, position: LinePosition): LayoutFinding | null {
    const place = readPlace(this.tree, first, last);
    const fixes = this.#fixes(place, position);
    if (fixes === null) return null;
    return { anchor: first, description: this.#describe(place, position), fixes };
  }

  /** The edits that put an element right; null if it stands where it may. */
  #fixes(place: Place, position: LinePosition): Fix[] | null {
    const { before, after } = place;
    const { side, isStrict, isAttached } = position;
    const startsLine = before.code < 0 || before.isBroken;
    const endsLine = after.code < 0 || after.isBroken;
    if (side === "alone") {
      if (startsLine && endsLine) return null;
      if (!isStrict && !startsLine && !endsLine) return null;
      return startsLine ? this.#breakAfter(place, position) : this.#breakBefore(place, position);
    }
    const isLeading = side === "leading";
    const isRight = isLeading ? startsLine : endsLine;
    const isWrong = (isLeading ? after.breaks : before.breaks) > 0;
    if (isRight && isWrong) return isAttached ? this.#attach(place, isLeading) : null;
    if (isRight) return null;
    if (isWrong && isLeading && position.isKeyword) return this.#moveKeyword(place);
    if (isWrong) return isLeading ? this.#moveDown(place) : this.#moveUp(place);
    if (!isStrict) return null;
    return isLeading ? this.#breakBefore(place, position) : this.#breakAfter(place, position);
  }

  #breakBefore(place: Place, position: LinePosition): Fix[] {
    const { tree } = this;
    const { first, before, after } = place;
    const text = position.isKeyword ? keywordBreak(tree, after) : `\n${lineIndent(tree, first)}`;
    const blanks = nearBlanks(tree, before.leaves, true);
    const fixes = setBlanks(tree, blanks, text, (put) => insertBefore(first, put));
    if (position.isKeyword && after.breaks === 0) fixes.push(...this.#fitAfter(place));
    return fixes;
  }

  #breakAfter({ last, before, after }: Place, position: LinePosition): Fix[] {
    const { tree } = this;
    const text = position.isKeyword ? keywordBreak(tree, before) : `\n${lineIndent(tree, last)}`;
    const blanks = nearBlanks(tree, after.leaves, false);
    return setBlanks(tree, blanks, text, (put) => insertAfter(last, put));
  }

  /** Makes the blanks behind an element those that the layout wants. */
  #fitAfter({ last, after }: Place): Fix[] {
    const { tree, layout } = this;
    if (after.code < 0 || after.hasComment) return [];
    const wanted = blanksBetween(tree, layout, last, after.code);
    return setBlanks(tree, after.leaves, wanted, (put) => insertAfter(last, put));
  }

  /**
   * Moves an element past the line break between it and what it leads or trails. On its other side
   * a break goes with it; comments and blank lines stay where they are.
   */
  #attach({ first, last, before, after }: Place, isLeading: boolean): Fix[] {
    const { tree, layout } = this;
    const neighbour = isLeading ? after.code : before.code;
    if (neighbour < 0 || !tree.isCode(neighbour)) return [];
    const text = this.#textOf(first, last);
    const left = this.#leftBeside(before.leaves, after.leaves, isLeading);
    const put = isLeading
      ? insertBefore(neighbour, text + blanksBetween(tree, layout, last, neighbour))
      : insertAfter(neighbour, blanksBetween(tree, layout, neighbour, first) + text);
    return [...left.map(remove), ...this.#takeOut(first, last), put];
  }

  /**
   * The blanks that go with an element from between two lines: the end of the line before it where
   * it moves down, and else that of its own line. A blank line stays, and so does a line comment.
   */
  #leftBeside(before: readonly number[], after: readonly number[], isLeading: boolean): number[] {
    const { tree } = this;
    const ending = endingBreak(tree, before);
    const starting = startingBreak(tree, after);
    const next = after[starting.length];
    if (!isLeading) return next !== undefined && tree.is(next, NEWLINE) ? ending : starting;
    const previous = before.at(-1 - ending.length);
    const wouldMerge = previous !== undefined && tree.is(previous, INLINE_COMMENT) &&
      next !== undefined && !starting.some((leaf) => tree.is(leaf, NEWLINE));
    return wouldMerge ? starting : ending;
  }

  /**
   * A keyword starts a line: the one of what it leads, which comes up to it. A comment between the
   * two stays where it is, so that the keyword gets a line of its own.
   */
  #moveKeyword({ first, last, before, after }: Place): Fix[] {
    const { tree, layout } = this;
    if (after.code < 0 || !tree.isCode(after.code)) return [];
    const comment = after.leaves.findIndex((leaf) => tree.isComment(leaf));
    const gap = after.leaves.slice(0, comment < 0 ? undefined : comment);
    const isBroken = gap.some((leaf) => tree.is(leaf, NEWLINE));
    const text = isBroken ? breakText(tree, gap) : "\n";
    const blanks = nearBlanks(tree, before.leaves, true);
    const fixes = setBlanks(tree, blanks, text, (put) => insertBefore(first, put));
    if (after.hasComment) {
      // No blanks stay at the ends of the lines up to the comment.
      const ends = gap.filter((leaf, at) =>
        tree.is(leaf, WHITESPACE) && gap[at + 1] !== undefined && tree.is(gap[at + 1]!, NEWLINE)
      );
      return [...fixes, ...ends.map(remove)];
    }
    const wanted = blanksBetween(tree, layout, last, after.code);
    return [
      ...fixes,
      ...setBlanks(tree, after.leaves, wanted, (put) => insertAfter(last, put)),
    ];
  }

  /** From the end of its line to the start of the next one. */
  #moveDown({ first, last, before, after }: Place): Fix[] {
    const { tree, layout } = this;
    if (after.code < 0 || !tree.isCode(after.code)) return [];
    const wanted = blanksBetween(tree, layout, last, after.code);
    if (after.breaks === 1 && !before.hasComment && !after.hasComment) {
      return [
        ...setBlanks(
          tree,
          before.leaves,
          breakText(tree, after.leaves),
          (put) => insertBefore(first, put),
        ),
        ...setBlanks(tree, after.leaves, wanted, (put) => insertAfter(last, put)),
      ];
    }
    return [
      ...nearBlanks(tree, before.leaves, true).map(remove),
      ...this.#takeOut(first, last),
      insertBefore(after.code, this.#textOf(first, last) + wanted),
    ];
  }

  /** From the start of its line to the end of the one before. */
  #moveUp({ first, last, before, after }: Place): Fix[] {
    const { tree, layout } = this;
    if (before.code < 0 || !tree.isCode(before.code)) return [];
    const wanted = blanksBetween(tree, layout, before.code, first);
    if (before.breaks === 1 && !before.hasComment && !after.hasComment) {
      return [
        ...setBlanks(tree, before.leaves, wanted, (put) => insertBefore(first, put)),
        ...setBlanks(
          tree,
          after.leaves,
          breakText(tree, before.leaves),
          (put) => insertAfter(last, put),
        ),
      ];
    }
    return [
      insertAfter(before.code, wanted + this.#textOf(first, last)),
      ...this.#takeOut(first, last),
      ...nearBlanks(tree, after.leaves, false).map(remove),
    ];
  }

  #textOf(first: number, last: number): string {
    return this.tree.tokens.text.slice(this.tree.start(first), this.tree.stop(last));
  }

  #takeOut(first: number, last: number): Fix[] {
    const fixes: Fix[] = [];
    for (let leaf = first; leaf <= last; leaf++) {
      if (this.tree.isLeaf(leaf) && !this.tree.isMeta(leaf)) fixes.push(remove(leaf));
    }
    return fixes;
  }

  #describe({ first, last }: Place, { side }: LinePosition): string {
    const { tree } = this;
    const text = this.#textOf(first, last).replaceAll(/\s+/g, " ");
    const name = first === last || tree.isTemplated(first) ? nameOf(tree, first) : `\`${text}\``;
    if (side === "alone") return `Put ${name} on a line of its own.`;
    return side === "leading"
      ? `Put ${name} at the start of its line, not at the end.`
      : `Put ${name} at the end of its line, not at the start.`;
  }
}

/** What is wrong with where an element stands, or null; `first` and `last` are leaves of code. */
export function checkElement(
  tree: Tree,
  layout: Layout,
  first: number,
  last: number,
  position: LinePosition,
): LayoutFinding | null {
  if (isInPlace(tree, first, last, position)) return null;
  return new LinePositions(tree, layout).check(first, last, position);
}

/** What is wrong with the line position that a node's kind has in the layout, or null. */
export function checkLinePosition(
  tree: Tree,
  layout: Layout,
  node: number,
): LayoutFinding | null {
  const position = layout.of(tree.kind(node)).linePosition;
  const first = position === null ? -1 : tree.firstCode(node);
  if (position === null || first < 0) return null;
  return checkElement(tree, layout, first, tree.lastCode(node), position);
}

/**
 * The same for a comma or an operator. What a template has rendered is not moved: in another
 * rendering, or round of a loop, there may be none.
 */
export function checkSeparatorPosition(
  tree: Tree,
  layout: Layout,
  node: number,
): LayoutFinding | null {
  const found = checkLinePosition(tree, layout, node);
  return found !== null && tree.isTemplated(node) ? { ...found, fixes: [] } : found;
}
