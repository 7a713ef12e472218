import { kind, type Tree } from "../tree/mod.ts";
import type { Sequence } from "./sequence.ts";
import { lineSpans, type Span } from "./spans.ts";

const ASSIGNMENT_OPERATOR = kind("assignment_operator");
const COMPARISON_OPERATOR = kind("comparison_operator");

/** A line, by its blocks; its points lie between them and right behind the last one. */
export interface LineRange {
  first: number;
  /** Whether the line has the point before its first block too: only the file's first line does. */
  hasLead: boolean;
  /** The point that ends the line; its number is also that of the next line's first block. */
  end: number;
}

/**
 * Places to break a line, by the indent balance that they stand at within the line. A whole
 * number is where an indent opens or closes; a fraction is an operator or a comma at the balance
 * below it, the smaller the better.
 */
export type BreakPoints = Map<number, number[]>;

const PRIORITIES: Record<string, number> = { ",": 1, OR: 3, AND: 4, "*": 7, "/": 7, "%": 7 };
const OTHER_PRIORITY = 6;

function priorityOf(tree: Tree, target: number): number {
  if (tree.is(target, ASSIGNMENT_OPERATOR)) return 2;
  if (tree.is(target, COMPARISON_OPERATOR)) return 5;
  return PRIORITIES[tree.upper(target)] ?? OTHER_PRIORITY;
}

function spanPoints({ position, first, last }: Span): number[] {
  if (position === "leading") return [first];
  return position === "trailing" ? [last + 1] : [first, last + 1];
}

/** Priority of each point of the line that stands at a span's side where a break may go. */
function spanPriorities(sequence: Sequence, { first, end }: LineRange): Map<number, number> {
  const priorities = new Map<number, number>();
  for (const span of lineSpans(sequence, first + 1, end, end + 1)) {
    const priority = priorityOf(sequence.tree, span.target);
    for (const point of spanPoints(span)) priorities.set(point, priority);
  }
  return priorities;
}

function add(points: BreakPoints, balance: number, point: number): void {
  const there = points.get(balance);
  if (there === undefined) points.set(balance, [point]);
  else there.push(point);
}

/** Finds the places at which a long line can be broken. */
export function breakPoints(sequence: Sequence, line: LineRange): BreakPoints {
  const priorities = spanPriorities(sequence, line);
  const points: BreakPoints = new Map();
  const implicit = new Set<number>();
  let balance = 0;
  for (let point = line.first + (line.hasLead ? 0 : 1); point <= line.end; point++) {
    const stats = sequence.stats(point);
    if (stats.implicit.length > 0) implicit.add(point);
    if (stats.trough < 0) {
      for (let step = 0; step > stats.trough; step--) add(points, balance + step, point);
    } else {
      for (let step = 1; step <= stats.impulse; step++) add(points, balance + step, point);
    }
    balance += stats.impulse;
    const priority = priorities.get(point);
    if (priority !== undefined) add(points, balance + 0.5 + priority / 100, point);
  }
  for (const [level, at] of points) {
    const major = at.filter((point) => point !== line.end && !implicit.has(point));
    const onlyEnd = at.length === 1 && at[0] === line.end;
    if (onlyEnd || (sequence.layout.implicitIndents !== "forbid" && major.length === 0)) {
      points.delete(level);
    }
  }
  return points;
}
