/** Edit distance of two short strings, insertions, deletions and replacements counting one each. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, previous[j]! + 1, row[j - 1]! + 1));
    }
    previous = row;
  }
  return previous[b.length]!;
}

/** A beginning of a name this long is taken for the name. */
const PREFIX = 4;

/** The name nearest to a mistyped one, or undefined when none is near enough to be meant. */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  const wanted = wrong.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(wanted.length / 2)) + 1;
  for (const name of names) {
    const lower = name.toLowerCase();
    const begins = wanted.length >= PREFIX &&
      (lower.startsWith(wanted) || wanted.startsWith(lower));
    if (!begins && Math.abs(name.length - wanted.length) >= least) continue;
    const found = begins ? 1 : distance(wanted, lower);
    if (found < least) {
      least = found;
      best = name;
    }
  }
  return best;
}
