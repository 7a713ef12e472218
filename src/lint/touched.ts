/** Which findings of a file a change has to do with: those in statements that it touches. */
import { lineStarts, offsetsOf } from "./positions.ts";
import type { Violation } from "./result.ts";
import { scanStatements, type Statement, statementOf, tokenAt } from "./statements.ts";
import type { Changes, Cut } from "./unified_diff.ts";

/** The number of elements, from the first on, that `isBefore` says yes to. */
function countBefore<T>(list: readonly T[], isBefore: (element: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(list[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The line of an offset, by where lines begin. */
function lineOf(starts: readonly number[], offset: number): number {
  return Math.max(countBefore(starts, (start) => start <= offset), 1);
}

class Touched {
  private readonly starts: number[];
  private readonly scanned;
  private readonly known = new Map<number, boolean>();
  readonly flags: boolean[];

  constructor(
    sql: string,
    violations: readonly Violation[],
    private readonly changes: Changes,
  ) {
    this.starts = lineStarts(sql);
    this.scanned = scanStatements(sql);
    const offsets = offsetsOf(sql, violations, this.starts);
    this.flags = violations.map((v, i) =>
      this.isAdded(v.line, Math.max(v.line, v.end_line)) || this.ofStatement(offsets[i]!)
    );
  }

  private isAdded(first: number, last: number): boolean {
    const { added } = this.changes;
    const next = added[countBefore(added, ([, end]) => end < first)];
    return next !== undefined && next[0] <= last;
  }

  private ofStatement(offset: number): boolean {
    const number = statementOf(this.scanned, tokenAt(this.scanned, offset));
    if (number === null) return false;
    let is = this.known.get(number);
    if (is === undefined) this.known.set(number, is = this.isTouched(number));
    return is;
  }

  private lines({ first, end }: Statement): [number, number] {
    const { starts, ends } = this.scanned;
    return [lineOf(this.starts, starts[first]!), lineOf(this.starts, ends[end - 1]! - 1)];
  }

  private isTouched(number: number): boolean {
    const { statements } = this.scanned;
    const statement = statements[number]!;
    const [first, last] = this.lines(statement);
    if (this.isAdded(first, last)) return true;
    const { cuts } = this.changes;
    // Cuts behind the statement before this one, as far as the end of the file where it has none.
    const before = number === 0 ? 0 : this.lines(statements[number - 1]!)[1];
    const from = countBefore(cuts, ({ after }) => after < before);
    const limit = statement.terminated ? last - 1 : Infinity;
    const reaches = ({ after, isWhole }: Cut) => after >= first || !isWhole;
    for (let i = from; i < cuts.length && cuts[i]!.after <= limit; i++) {
      if (reaches(cuts[i]!)) return true;
    }
    return false;
  }
}

/**
 * Whether each violation lies in a statement that the changes touch, or on a changed line. Lines
 * that are put between statements touch neither; lines taken from a statement's start, middle or
 * end touch it. Time is linear in the text, and `n log n` in the findings.
 */
export function touchedViolations(
  sql: string,
  violations: readonly Violation[],
  changes: Changes,
): boolean[] {
  return new Touched(sql, violations, changes).flags;
}
