/**
 * Five choices of SQLFluff that a reader would not expect, in one place. Together they decide under
 * 3% of mutated texts; see docs/engine.md.
 */
import { depthBefore, type Gaps } from "./groups.ts";

/**
 * The gap of a line that is to break so that a line deeper than its start stands right: the first
 * whose depth reaches that of the next line, which need not be where the group of that line opens.
 *
 * @param line The first gap of the line.
 * @param next The gap of the next line.
 */
export function firstGapReaching(gaps: Gaps, line: number, next: number): number {
  for (let at = line + 1; at < next; at++) if (gaps.after[at]! >= gaps.low[next]!) return at;
  return -1;
}

/**
 * The gap in which a line comes back to the depth of the next one, which may start there itself;
 * -1 for none, and where the group at that depth is broken behind it. Where that is inside the
 * line, it is to break there, though without an indent.
 */
export function firstGapReturning(gaps: Gaps, line: number, next: number): number {
  const { after, low } = gaps;
  let found = -1;
  for (let at = line + 1; at <= next; at++) {
    if (found < 0 && after[at] === low[next]) found = at;
    if (at < next && low[at] === low[next] && opensBehindClosing(gaps, at)) return -1;
  }
  return found;
}

/**
 * Whether a group opens in one gap with a soft one that ends in its line, as before the first table
 * of `UPDATE a JOIN b … SET`. Such a group never has a line broken for it.
 *
 * @param next The gap of the next line.
 */
export function holdsShortSoftGroup(gaps: Gaps, group: number, at: number, next: number): boolean {
  const { firstGroup, isSoft, closeGap } = gaps;
  for (let inner = group + 1; inner < firstGroup[at + 1]!; inner++) {
    if (isSoft[inner] === 1 && closeGap[inner]! <= next) return true;
  }
  return false;
}

/**
 * Whether a gap closes more than it opens again, as before the ON of `JOIN a AS b ON`. The group
 * that it stays in counts as broken from there on, which is seen where its level is also forced:
 * the lines behind it are one level too deep until the next round.
 */
export function opensBehindClosing(gaps: Gaps, at: number): boolean {
  const after = gaps.after[at]!;
  return gaps.low[at]! < after && after < depthBefore(gaps, at);
}

/**
 * The levels at which a break was forced, as numbers: a level counts for every group that opens at
 * it later, until a line starts above it. The line behind one that was itself broken to open a group
 * forgets none: it still stands as deep as the groups that have ended there.
 */
export class ForcedLevels {
  readonly #levels: number[] = [];

  /** Forgets the levels that a line at a depth is no longer within. */
  startLine(depth: number): void {
    const levels = this.#levels;
    let kept = 0;
    for (let at = 0; at < levels.length; at++) {
      if (levels[at]! <= depth) levels[kept++] = levels[at]!;
    }
    if (kept < levels.length) levels.length = kept;
  }

  force(level: number): void {
    this.#levels.push(level);
  }

  has(level: number): boolean {
    return this.#levels.includes(level);
  }

  get count(): number {
    return this.#levels.length;
  }

  countUpTo(depth: number): number {
    const levels = this.#levels;
    let count = 0;
    for (let at = 0; at < levels.length; at++) if (levels[at]! <= depth) count++;
    return count;
  }
}
