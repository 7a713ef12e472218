import type { ForcedLevels } from "./compatibility.ts";

/** The gaps where one line is to break, in order, with the levels that this opens. */
export class ForcedBreaks {
  readonly #gaps: number[];
  readonly #levels: number[];
  /** The first break that is not behind us. */
  #next = 0;

  constructor(gap: number, level: number) {
    this.#gaps = [gap];
    this.#levels = [level];
  }

  /** Adds a break at the last of the gaps or behind it. */
  add(gap: number, level: number): void {
    this.#gaps.push(gap);
    this.#levels.push(level);
  }

  /** Whether a break is to open a group of a level. */
  opensLevel(level: number): boolean {
    return this.#levels.includes(level);
  }

  /** Whether the line is to break in a gap that is not behind us. */
  has(gap: number): boolean {
    let at = this.#next;
    while (at < this.#gaps.length && this.#gaps[at]! < gap) at++;
    return this.#gaps[at] === gap;
  }

  /** Forces the levels of a gap, and says how many there are; gaps are gone through in order. */
  force(gap: number, forced: ForcedLevels): number {
    while (this.#next < this.#gaps.length && this.#gaps[this.#next]! < gap) this.#next++;
    const first = this.#next;
    for (; this.#gaps[this.#next] === gap; this.#next++) forced.force(this.#levels[this.#next]!);
    return this.#next - first;
  }
}
