import type { ForcedLevels } from "./compatibility.ts";
import type { Gaps } from "./groups.ts";

/** Bits of what is kept of an open group. */
const BROKEN_BIT = 1;
/** It was broken where it opens, and not by a gap behind that. */
const OPENED_BROKEN_BIT = 2;
/** No line is ever broken for it. */
const FIXED_BIT = 4;

/**
 * The groups that are open behind the gap at hand, outermost first, and which of them are broken. A
 * stack of numbers: lines open and close groups all the time, and most ask only how many are broken.
 */
export class OpenGroups {
  #count = 0;
  readonly #groups: number[] = [];
  readonly #bits: number[] = [];
  /** How many groups are broken up to each, itself counted. */
  readonly #broken: number[] = [];

  constructor(readonly gaps: Gaps) {}

  open(group: number, isBroken: boolean, isFixed: boolean): void {
    const at = this.#count++;
    this.#groups[at] = group;
    this.#bits[at] = (isBroken ? BROKEN_BIT | OPENED_BROKEN_BIT : 0) | (isFixed ? FIXED_BIT : 0);
    this.#broken[at] = (at === 0 ? 0 : this.#broken[at - 1]!) + (isBroken ? 1 : 0);
  }

  /** Closes what ends in a gap or before it. */
  closeUpTo(gap: number): void {
    const { closeGap } = this.gaps;
    while (this.#count > 0 && closeGap[this.#groups[this.#count - 1]!]! <= gap) this.#count--;
  }

  /** How many of the outermost `depth` groups are broken. */
  broken(depth = Infinity): number {
    const most = Math.min(depth, this.#count);
    return most === 0 ? 0 : this.#broken[most - 1]!;
  }

  /** Breaks the groups of a level that go on behind a gap. */
  breakLevel(level: number, gap: number): void {
    const { level: levels, closeGap } = this.gaps;
    let more = 0;
    for (let at = 0; at < this.#count; at++) {
      const group = this.#groups[at]!;
      if (levels[group] === level && closeGap[group]! > gap && !this.#has(at, BROKEN_BIT)) {
        this.#bits[at]! |= BROKEN_BIT;
        more++;
      }
      this.#broken[at]! += more;
    }
  }

  /** Whether a group that is broken, or at a level where a break is forced, ends in a gap. */
  endsBroken(gap: number, forced: ForcedLevels): boolean {
    const { closeGap, level } = this.gaps;
    for (let at = 0; at < this.#count; at++) {
      const group = this.#groups[at]!;
      if (closeGap[group] !== gap) continue;
      if (this.#has(at, BROKEN_BIT) || forced.has(level[group]!)) return true;
    }
    return false;
  }

  /** Whether a group that was broken where it opens, or never is, ends in a gap. */
  covers(gap: number): boolean {
    const { closeGap } = this.gaps;
    for (let at = 0; at < this.#count; at++) {
      if (closeGap[this.#groups[at]!] === gap && this.#has(at, OPENED_BROKEN_BIT | FIXED_BIT)) {
        return true;
      }
    }
    return false;
  }

  #has(at: number, bits: number): boolean {
    return (this.#bits[at]! & bits) !== 0;
  }
}
