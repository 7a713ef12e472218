import { kind } from "../tree/mod.ts";
import { closing, type IndentPoint, walkIndentPoints } from "./indent_points.ts";
import type { Sequence } from "./sequence.ts";
import { countUntaken, pruneUntaken } from "./untaken.ts";

const START_BRACKET = kind("start_bracket");

/** A line: from the point that starts it to the one that ends it. */
export interface IndentLine {
  /** Balance that the line starts at; lines of comments take that of what follows them. */
  balance: number;
  points: IndentPoint[];
}

/** Points of a file that are known to be wrong, whatever their lines look like. */
export interface IndentMarks {
  /** Points with an indent that was not taken although the dedent that closes it was. */
  readonly imbalanced: Set<number>;
  /** Points with implicit indents and a line break that need none. */
  readonly implicit: Set<number>;
}

function isFirst(line: IndentLine): boolean {
  return line.points.at(-1)!.lastBreak < 0;
}

/** Balance that the points say the line starts at. */
export function openingBalance(line: IndentLine): number {
  return isFirst(line) ? 0 : closing(line.points[0]!);
}

/** Balance at the line's end. */
export function closingBalance(line: IndentLine): number {
  return closing(line.points.at(-1)!);
}

/** The blocks on a line, as a half-open range. */
export function lineBlocks(line: IndentLine): [from: number, to: number] {
  return [isFirst(line) ? 0 : line.points[0]!.point, line.points.at(-1)!.point];
}

/** A line right behind a break at the very start of the file counts as the file's first. */
function makeLine(points: IndentPoint[]): IndentLine {
  return { balance: points.at(-1)!.lastBreak > 0 ? closing(points[0]!) : 0, points };
}

/** How many indents a line should have; `forced` are those that earlier fixes took. */
export function desiredIndents(line: IndentLine, forced: readonly number[]): number {
  const { impulse, trough, untaken } = line.points[0]!;
  const relevant = trough === 0
    ? untaken
    : pruneUntaken(untaken, line.balance - (impulse - trough));
  return line.balance - countUntaken(relevant) + forced.length;
}

/** Follows untaken indents along the lines to find those whose dedents are taken. */
class ImbalanceFinder {
  /** By balance, the last point that went up to it without a line break. */
  readonly #open: (number | undefined)[] = [];
  readonly #breaks: number[] = [];

  constructor(readonly sequence: Sequence, readonly found: Set<number>) {}

  /** Whether certainly no later line is at odds with an indent before it. */
  get isSettled(): boolean {
    return this.#open.length === 0 || (this.#open.length === 1 && this.#open[0] === undefined);
  }

  open(point: IndentPoint): void {
    const balance = closing(point);
    if (balance >= 0) this.#open[balance] = point.point;
  }

  /** The first line break behind a point. */
  #breakAfter(point: number): number {
    let low = 0;
    let high = this.#breaks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#breaks[middle]! < point) low = middle + 1;
      else high = middle;
    }
    return this.#breaks[low] ?? point;
  }

  #onlyComments(from: number, to: number): boolean {
    for (let block = from; block < to; block++) if (!this.sequence.isComment(block)) return false;
    return true;
  }

  /** A line ends at `point`; `lineStart` is the point that starts it. */
  close(point: IndentPoint, lineStart: number): void {
    const { sequence } = this;
    this.#breaks.push(point.point);
    const lowest = point.balance + point.trough;
    if (point.trough !== 0 && !sequence.isEnd(point.point)) {
      for (let balance = lowest + 1; balance <= point.balance; balance++) {
        const at = balance < 0 ? undefined : this.#open[balance];
        if (at === undefined) break;
        if (sequence.tree.is(sequence.block(at), START_BRACKET) || at >= lineStart) continue;
        if (this.#onlyComments(this.#breakAfter(at), point.point)) continue;
        this.found.add(at);
      }
    }
    this.#open.length = Math.min(this.#open.length, Math.max(lowest + 1, 0));
    if (this.isSettled) this.#breaks.length = 0;
  }
}

function isOnlyComments(sequence: Sequence, line: IndentLine): boolean {
  const [from, to] = lineBlocks(line);
  for (let block = from; block < to; block++) if (!sequence.isComment(block)) return false;
  return from < to;
}

/**
 * Maps the indents of a file to its lines, and hands these on as soon as nothing behind them has a
 * say in them any more; with `whole` all at once. `marks` is filled meanwhile.
 */
export function mapIndents(
  sequence: Sequence,
  marks: IndentMarks,
  whole: boolean,
  take: (lines: IndentLine[]) => void,
): void {
  const mode = sequence.layout.implicitIndents;
  const isStartBracket = (leaf: number) => sequence.tree.is(leaf, START_BRACKET);
  const finder = new ImbalanceFinder(sequence, marks.imbalanced);
  let lines: IndentLine[] = [];
  let buffer: IndentPoint[] = [];
  walkIndentPoints(sequence, isStartBracket, (point) => {
    buffer.push(point);
    const hasImplicit = sequence.hasImplicit(point.point);
    if (!point.isBreak) {
      const optional = mode !== "forbid" && hasImplicit;
      if (point.impulse > point.trough && !optional) finder.open(point);
      return;
    }
    if (mode === "require" && hasImplicit) marks.implicit.add(point.point);
    const line = makeLine(buffer);
    lines.push(line);
    finder.close(point, buffer[0]!.point);
    buffer = [point];
    // Comments are indented as the line behind them.
    if (whole || !finder.isSettled || isOnlyComments(sequence, line)) return;
    take(lines);
    lines = [];
  });
  if (buffer.length > 1) lines.push(makeLine(buffer));
  take(lines);
}

/**
 * Lines of comments take the balance of the line that follows them, at the end of the file that of
 * the margin; they are left out altogether where the layout ignores them.
 */
export function reviseCommentLines(sequence: Sequence, lines: IndentLine[]): IndentLine[] {
  const kept: IndentLine[] = [];
  let waiting: IndentLine[] = [];
  for (const line of lines) {
    if (isOnlyComments(sequence, line)) {
      if (sequence.layout.ignoreCommentLines) continue;
      waiting.push(line);
    } else {
      for (const comment of waiting) comment.balance = line.balance;
      waiting = [];
    }
    kept.push(line);
  }
  for (const comment of waiting) comment.balance = 0;
  return kept;
}
