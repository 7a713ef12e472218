/** Which of the known words somebody meant who mistyped one. */

/**
 * Edits (a character put in, taken out or replaced) that make `b` of `a`; `limit` stands for
 * every distance that is not below it.
 */
export function editDistance(a: string, b: string, limit = Infinity): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, previous[j]! + 1, row[j - 1]! + 1));
    }
    previous = row;
  }
  return Math.min(previous[b.length]!, limit);
}

/** A beginning of a name this long is taken for the name. */
const PREFIX = 4;

/**
 * The name nearest to a mistyped one, in any letter case, or undefined where none is near enough
 * to be meant: half of its characters may be wrong, and two of a short one.
 */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  const wanted = wrong.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(wanted.length / 2)) + 1;
  for (const name of names) {
    const lower = name.toLowerCase();
    const begins = wanted.length >= PREFIX &&
      (lower.startsWith(wanted) || wanted.startsWith(lower));
    const found = lower === wanted ? 0 : begins ? 1 : editDistance(wanted, lower, least);
    if (found < least) {
      least = found;
      best = name;
    }
  }
  return best;
}
