/** Durations as counts by size: small to keep, added up at will, good enough for percentiles. */

/** Upper ends of the sizes, milliseconds; what is longer has one more of its own. */
export const BOUNDS: readonly number[] = [
  ...[1, 10, 100, 1000, 10_000].flatMap((n) => [1, 1.5, 2, 3, 5, 7].map((k) => k * n)),
  100_000,
  200_000,
  300_000,
  600_000,
  1_800_000,
  3_600_000,
].filter((n) => n !== 1.5);

/** Counts by size: `counts[i]` durations are at most BOUNDS[i] and more than the one before. */
export type Histogram = number[];

/** Counts one more duration, in milliseconds. */
export function addDuration(sum: Histogram, ms: number): void {
  const size = BOUNDS.findIndex((bound) => ms <= bound);
  const at = size < 0 ? BOUNDS.length : size;
  for (let i = sum.length; i < at; i++) sum[i] = 0;
  sum[at] = (sum[at] ?? 0) + 1;
}

/** Adds `counts` to `sum`. */
export function addHistogram(sum: Histogram, counts: Histogram): void {
  for (const [size, count] of counts.entries()) sum[size] = (sum[size] ?? 0) + count;
}

/**
 * The duration, in milliseconds, that `share` (0 to 1) of them do not exceed: as far into its size
 * as it stands among those in it. Null where there are none. Of those above the last bound, that.
 */
export function percentile(counts: Histogram, share: number): number | null {
  const total = counts.reduce((sum, count) => sum + (count ?? 0), 0);
  if (total === 0) return null;
  let left = share * total;
  for (const [size, count = 0] of counts.entries()) {
    if (count === 0) continue;
    if (left <= count) {
      const from = size === 0 ? 0 : BOUNDS[size - 1]!;
      const to = BOUNDS[size] ?? from;
      return Math.round((from + (to - from) * left / count) * 10) / 10;
    }
    left -= count;
  }
  return BOUNDS.at(-1)!;
}
