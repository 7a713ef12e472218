/**
 * Which lines of two texts stay, for differences that are made on the server: lines that occur once
 * in both hold the texts together, and what lies between them is compared by itself. The work is
 * bounded by the number of lines, whatever they are: texts come from whoever submits them.
 * `ui/browser/sql/diff.js` does the same for pages, which load no module of the server.
 */

/** Lines times lines that are still compared each with each. */
const SMALL = 40_000;
/** How often what lies between two anchors is looked through for anchors of its own. */
const DEEPEST = 12;

/** A part of both texts, from the first line to the one behind the last. */
interface Part {
  a0: number;
  a1: number;
  b0: number;
  b1: number;
  depth: number;
}

/** Lines as numbers: the same number, the same line. */
function numbered(lines: readonly string[], known: Map<string, number>): Int32Array {
  const numbers = new Int32Array(lines.length);
  for (const [i, line] of lines.entries()) {
    let number = known.get(line);
    if (number === undefined) known.set(line, number = known.size);
    numbers[i] = number;
  }
  return numbers;
}

/** The longest run of pairs, given in the order of the first text, that rise in the second too. */
function rising(pairs: readonly [a: number, b: number][]): [number, number][] {
  const tails: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  for (const [i, [, b]] of pairs.entries()) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tails[middle]!]![1] < b) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[i] = tails[low - 1]!;
    tails[low] = i;
  }
  const found: [number, number][] = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i]!) found.push(pairs[i]!);
  return found.reverse();
}

class Comparison {
  private readonly a: Int32Array;
  private readonly b: Int32Array;
  /** The line of the second text that each line of the first is, -1 where it does not stay. */
  readonly stays: Int32Array;

  constructor(before: readonly string[], after: readonly string[]) {
    const known = new Map<string, number>();
    this.a = numbered(before, known);
    this.b = numbered(after, known);
    this.stays = new Int32Array(before.length).fill(-1);
  }

  run(): void {
    const parts: Part[] = [{ a0: 0, a1: this.a.length, b0: 0, b1: this.b.length, depth: 0 }];
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      const left = this.withoutEnds(part);
      const [width, height] = [left.a1 - left.a0, left.b1 - left.b0];
      if (width === 0 || height === 0) continue;
      if (width * height <= SMALL) this.compareEach(left);
      else if (left.depth < DEEPEST) this.split(left, parts);
    }
  }

  /** Takes the lines that are the same at both ends. */
  private withoutEnds({ a0, a1, b0, b1, depth }: Part): Part {
    while (a0 < a1 && b0 < b1 && this.a[a0] === this.b[b0]) this.stays[a0++] = b0++;
    while (a0 < a1 && b0 < b1 && this.a[a1 - 1] === this.b[b1 - 1]) this.stays[--a1] = --b1;
    return { a0, a1, b0, b1, depth };
  }

  /** Takes the longest common subsequence. */
  private compareEach({ a0, a1, b0, b1 }: Part): void {
    const { a, b } = this;
    const width = b1 - b0 + 1;
    const table = new Uint16Array((a1 - a0 + 1) * width);
    const at = (i: number, j: number) => (i - a0) * width + j - b0;
    for (let i = a1 - 1; i >= a0; i--) {
      for (let j = b1 - 1; j >= b0; j--) {
        table[at(i, j)] = a[i] === b[j]
          ? table[at(i + 1, j + 1)]! + 1
          : Math.max(table[at(i + 1, j)]!, table[at(i, j + 1)]!);
      }
    }
    for (let [i, j] = [a0, b0]; i < a1 && j < b1;) {
      if (a[i] === b[j]) this.stays[i++] = j++;
      else if (table[at(i + 1, j)]! >= table[at(i, j + 1)]!) i++;
      else j++;
    }
  }

  /** Takes the anchors, and leaves what lies between them for later. */
  private split({ a0, a1, b0, b1, depth }: Part, parts: Part[]): void {
    let [a, b] = [a0, b0];
    for (const [x, y] of this.anchors(a0, a1, b0, b1)) {
      this.stays[x] = y;
      parts.push({ a0: a, a1: x, b0: b, b1: y, depth: depth + 1 });
      [a, b] = [x + 1, y + 1];
    }
    // Without an anchor nothing holds the two together: all of it is taken for new.
    if (a > a0) parts.push({ a0: a, a1, b0: b, b1, depth: depth + 1 });
  }

  /** Lines that each text has once, in an order that both have. */
  private anchors(a0: number, a1: number, b0: number, b1: number): [number, number][] {
    const times = new Map<number, { inA: number; inB: number; b: number }>();
    for (let i = a0; i < a1; i++) {
      const known = times.get(this.a[i]!);
      if (known === undefined) times.set(this.a[i]!, { inA: 1, inB: 0, b: -1 });
      else known.inA++;
    }
    for (let j = b0; j < b1; j++) {
      const known = times.get(this.b[j]!);
      if (known === undefined) continue;
      known.inB++;
      known.b = j;
    }
    const pairs: [number, number][] = [];
    for (let i = a0; i < a1; i++) {
      const { inA, inB, b } = times.get(this.a[i]!)!;
      if (inA === 1 && inB === 1) pairs.push([i, b]);
    }
    return rising(pairs);
  }
}

/** The line of `after` that each line of `before` stays as, rising; -1 for those that go. */
export function commonLines(before: readonly string[], after: readonly string[]): Int32Array {
  const comparison = new Comparison(before, after);
  comparison.run();
  return comparison.stays;
}
