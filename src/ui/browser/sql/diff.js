// @ts-check
/**
 * Which lines of two texts are the same: lines that occur once in both hold the texts together,
 * and what lies between them is compared by itself, so that long texts cost no square of lines.
 */

/** @typedef {{ kind: "same" | "old" | "new", old: number, new: number, text: string }} DiffLine */

/** Lines times lines that are still compared each with each. */
const SMALL = 40_000;
/**
 * How often what lies between two anchors is looked through for anchors of its own: lines may hide
 * each other, so that each look finds one.
 */
const DEEPEST = 12;

/**
 * @param {readonly string[]} a
 * @param {readonly string[]} b
 * @returns {[number, number][]} the lines that stay, as places in both
 */
function anchors(a, b) {
  /** @type {Map<string, { a: number, b: number, times: number }>} */
  const seen = new Map();
  a.forEach((line, i) => {
    const entry = seen.get(line);
    if (entry === undefined) seen.set(line, { a: i, b: -1, times: 1 });
    else entry.times = 3;
  });
  b.forEach((line, i) => {
    const entry = seen.get(line);
    if (entry === undefined || entry.times > 2) return;
    entry.times = entry.b < 0 ? 1 : 3;
    entry.b = i;
  });
  const pairs = [...seen.values()].filter((e) => e.times === 1 && e.b >= 0);
  return rising(pairs.map((e) => /** @type {[number, number]} */ ([e.a, e.b])));
}

/**
 * The longest run of pairs that rise in both places.
 * @param {[number, number][]} pairs rising in the first
 */
function rising(pairs) {
  /** @type {number[]} */
  const tails = [];
  const before = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([, b], i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < b) low = middle + 1;
      else high = middle;
    }
    before[i] = low === 0 ? -1 : tails[low - 1] ?? -1;
    tails[low] = i;
  });
  /** @type {[number, number][]} */
  const found = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i] ?? -1) {
    const pair = pairs[i];
    if (pair !== undefined) found.push(pair);
  }
  return found.reverse();
}

/**
 * Places that stay, by the longest common subsequence of a few lines.
 * @param {readonly string[]} a
 * @param {readonly string[]} b
 * @returns {[number, number][]}
 */
function common(a, b) {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] = a[i] === b[j]
        ? (table[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0);
    }
  }
  /** @type {[number, number][]} */
  const found = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) found.push([i++, j++]);
    else if ((table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  return found;
}

/**
 * The same lines of two stretches, from `a0` and `b0` on, are put into `into`.
 * @param {readonly string[]} a
 * @param {readonly string[]} b
 * @param {number} a0
 * @param {number} b0
 * @param {[number, number][]} into
 * @param {number} depth
 */
function match(a, b, a0, b0, into, depth) {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) {
    into.push([a0 + head, b0 + head++]);
  }
  let tail = 0;
  const most = Math.min(a.length, b.length) - head;
  while (tail < most && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [x, y] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  if (x.length > 0 && y.length > 0) {
    if (x.length * y.length <= SMALL) {
      for (const [i, j] of common(x, y)) into.push([a0 + head + i, b0 + head + j]);
    } else if (depth < DEEPEST) between(x, y, a0 + head, b0 + head, into, depth + 1);
  }
  for (let i = tail; i > 0; i--) into.push([a0 + a.length - i, b0 + b.length - i]);
}

/**
 * @param {readonly string[]} a
 * @param {readonly string[]} b
 * @param {number} a0
 * @param {number} b0
 * @param {[number, number][]} into
 * @param {number} depth
 */
function between(a, b, a0, b0, into, depth) {
  const held = anchors(a, b);
  // Nothing holds these together: all of it is taken for new.
  if (held.length === 0) return;
  let [i, j] = [0, 0];
  for (const [x, y] of held) {
    match(a.slice(i, x), b.slice(j, y), a0 + i, b0 + j, into, depth);
    into.push([a0 + x, b0 + y]);
    [i, j] = [x + 1, y + 1];
  }
  match(a.slice(i), b.slice(j), a0 + i, b0 + j, into, depth);
}

/**
 * @param {string} text
 * @returns {string[]} its lines; behind the last line end there is none
 */
function linesOf(text) {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/**
 * The lines of both texts in order, each as it is: the same, only in the old, only in the new.
 * @param {string} before
 * @param {string} after
 * @returns {DiffLine[]}
 */
export function diffLines(before, after) {
  const a = linesOf(before);
  const b = linesOf(after);
  /** @type {[number, number][]} */
  const pairs = [];
  match(a, b, 0, 0, pairs, 0);
  pairs.push([a.length, b.length]);
  /** @type {DiffLine[]} */
  const lines = [];
  let [i, j] = [0, 0];
  for (const [x, y] of pairs) {
    for (; i < x; i++) lines.push({ kind: "old", old: i + 1, new: 0, text: a[i] ?? "" });
    for (; j < y; j++) lines.push({ kind: "new", old: 0, new: j + 1, text: b[j] ?? "" });
    if (x < a.length) lines.push({ kind: "same", old: x + 1, new: y + 1, text: a[x] ?? "" });
    [i, j] = [x + 1, y + 1];
  }
  return lines;
}

/**
 * The lines around changes; `null` stands for lines that are left out.
 * @param {readonly DiffLine[]} lines
 * @param {number} around
 * @returns {(DiffLine | null)[]}
 */
export function hunks(lines, around = 3) {
  const keep = new Uint8Array(lines.length);
  lines.forEach(({ kind }, i) => {
    if (kind !== "same") keep.fill(1, Math.max(0, i - around), i + around + 1);
  });
  /** @type {(DiffLine | null)[]} */
  const found = [];
  lines.forEach((line, i) => {
    if (keep[i] === 1) found.push(line);
    else if (found.at(-1) !== null) found.push(null);
  });
  return found;
}
