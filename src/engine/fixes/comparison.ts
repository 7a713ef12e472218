/** What two trees differ in, the one of a text before a change and the one after it. */
import type { Edit } from "../edits.ts";
import type { Tree } from "../tree/mod.ts";

/** Whether a node is a leaf that counts. */
function counts(tree: Tree, node: number): boolean {
  return tree.isLeaf(node) && !tree.isWhitespace(node) && !tree.isMeta(node);
}

/** The first leaf that counts from a node on; the tree's size where there is none. */
function leafFrom(tree: Tree, node: number): number {
  let leaf = node;
  while (leaf < tree.size && !counts(tree, leaf)) leaf++;
  return leaf;
}

/** The last leaf that counts up to a node, itself among them; -1 where there is none. */
function leafUpTo(tree: Tree, node: number): number {
  let leaf = node;
  while (leaf >= 0 && !counts(tree, leaf)) leaf--;
  return leaf;
}

/** The leaves that count in `[from, to)`. */
function leavesIn(tree: Tree, from: number, to: number): number[] {
  const leaves: number[] = [];
  for (let node = from; node < to; node++) if (counts(tree, node)) leaves.push(node);
  return leaves;
}

/** How many leaves ahead two lists are looked at to find where they go on alike. */
const LOOK_AHEAD = 16;

/** Leaves of two trees that differ. */
export interface Place {
  readonly lost: readonly number[];
  readonly gained: readonly number[];
}

/** Finds what two trees differ in, going through their leaves side by side. */
export class Comparison {
  /** The leaves of both trees in each place where they differ. */
  readonly places: Place[] = [];
  #first: [number, number] | null = null;
  #last: [number, number] = [0, 0];
  /** The leaves between what the trees begin with and what they end with alike. */
  readonly #one: readonly number[];
  readonly #other: readonly number[];

  /** Up to where, and from where on, the text before is as it was, and by how much that has moved. */
  readonly #head: number;
  readonly #tail: number;
  readonly #shift: number;

  constructor(
    readonly before: Tree,
    readonly after: Tree,
    readonly exact: boolean,
    edits: readonly Edit[],
  ) {
    this.#head = edits[0]?.start ?? 0;
    this.#tail = edits.at(-1)?.end ?? Infinity;
    this.#shift = after.tokens.text.length - before.tokens.text.length;
    const same = this.#sameNodes();
    let [from, start] = [leafFrom(before, same), leafFrom(after, same)];
    while (from < before.size && start < after.size && this.#isAlike(from, start)) {
      from = leafFrom(before, from + 1);
      start = leafFrom(after, start + 1);
    }
    const rest = this.#sameNodesBehind(from, start);
    let [to, end] = [
      leafUpTo(before, before.size - 1 - rest),
      leafUpTo(after, after.size - 1 - rest),
    ];
    while (to >= from && end >= start && this.#isAlike(to, end)) {
      to = leafUpTo(before, to - 1);
      end = leafUpTo(after, end - 1);
    }
    this.#one = leavesIn(before, from, to + 1);
    this.#other = leavesIn(after, start, end + 1);
    this.#run();
  }

  /** How many nodes the trees begin with that are the same one for one, in front of the edits. */
  #sameNodes(): number {
    const { before, after } = this;
    const [was, is] = [before.tokens.starts, after.tokens.starts];
    const most = Math.min(before.size, after.size);
    let node = 0;
    for (; node < most && before.kind(node) === after.kind(node); node++) {
      const token = before.token(node);
      if (token !== after.token(node)) break;
      if (token < 0) continue;
      const end = was[token + 1]!;
      if (end > this.#head || is[token] !== was[token] || is[token + 1] !== end) break;
    }
    return node;
  }

  /** The same of what they end with, behind the edits; nodes in front of two are not counted. */
  #sameNodesBehind(from: number, start: number): number {
    const { before, after } = this;
    const [was, is] = [before.tokens.starts, after.tokens.starts];
    const more = after.tokens.count - before.tokens.count;
    const most = Math.min(before.size - from, after.size - start);
    let count = 0;
    for (; count < most; count++) {
      const [node, other] = [before.size - 1 - count, after.size - 1 - count];
      if (before.kind(node) !== after.kind(other)) break;
      const token = before.token(node);
      if (token < 0 !== after.token(other) < 0) break;
      if (token < 0) continue;
      const place = token + more;
      if (after.token(other) !== place || was[token]! < this.#tail) break;
      const isMoved = was[token]! + this.#shift === is[place] &&
        was[token + 1]! + this.#shift === is[place + 1];
      if (!isMoved) break;
    }
    return count;
  }

  /** All leaves from the first difference to the last one. */
  whole(): Place {
    const [from, start] = this.#first ?? [0, 0];
    const [to, end] = this.#last;
    return { lost: this.#one.slice(from, to), gained: this.#other.slice(start, end) };
  }

  #run(): void {
    let [i, j, n, m] = [0, 0, this.#one.length, this.#other.length];
    while (i < n && j < m) {
      if (this.#isSame(i, j)) {
        i++;
        j++;
        continue;
      }
      const skip = this.#resume(i, j);
      if (skip === null) break;
      this.#take(i, i + skip[0], j, j + skip[1]);
      i += skip[0];
      j += skip[1];
    }
    while (n > i && m > j && this.#isSame(n - 1, m - 1)) {
      n--;
      m--;
    }
    this.#take(i, n, j, m);
  }

  #take(from: number, to: number, start: number, end: number): void {
    if (from === to && start === end) return;
    this.#first ??= [from, start];
    this.#last = [to, end];
    this.places.push({
      lost: this.#one.slice(from, to),
      gained: this.#other.slice(start, end),
    });
  }

  /** How many leaves of each list to leave out so that two go on alike; null if that is not near. */
  #resume(i: number, j: number): [number, number] | null {
    for (let both = 1; both <= LOOK_AHEAD; both++) {
      for (let skipped = 0; skipped <= both; skipped++) {
        const [a, b] = [i + skipped, j + both - skipped];
        if (this.#isSame(a, b) && this.#isSame(a + 1, b + 1)) return [skipped, both - skipped];
      }
    }
    return null;
  }

  /** Whether two leaves are of one kind and spelled alike; behind both ends is alike. */
  #isSame(i: number, j: number): boolean {
    if (i >= this.#one.length || j >= this.#other.length) {
      return i >= this.#one.length && j >= this.#other.length;
    }
    return this.#isAlike(this.#one[i]!, this.#other[j]!);
  }

  #isAlike(a: number, b: number): boolean {
    const { before, after } = this;
    if (before.kind(a) !== after.kind(b)) return false;
    const [from, start] = [before.start(a), after.start(b)];
    const stop = before.stop(a);
    const length = stop - from;
    if (after.stop(b) - start !== length) return false;
    if (
      (stop <= this.#head && start === from) ||
      (from >= this.#tail && start === from + this.#shift)
    ) return true;
    const [text, changed] = [before.tokens.text, after.tokens.text];
    for (let at = 0; at < length; at++) {
      if (text.charCodeAt(from + at) === changed.charCodeAt(start + at)) continue;
      return !this.exact && before.upper(a) === after.upper(b);
    }
    return true;
  }
}
