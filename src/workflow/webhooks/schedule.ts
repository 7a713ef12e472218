/** When a message is tried again, and when no more. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds between an attempt that failed and the next one: nearly nine hours in all. */
export const DELAYS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  6 * HOUR,
];

export const MOST_ATTEMPTS = DELAYS.length + 1;

/** The share by which a delay is longer or shorter, so that many messages do not return at once. */
const JITTER = 0.2;
/** Most that a server's own wish counts for. */
const LONGEST_WISH = HOUR;

/**
 * When the attempt after `attempt` (from 1) is due; null where that was the last. `retryAfter` is
 * what the server asked for, in seconds; `random` is from 0 to 1.
 */
export function nextAttempt(
  attempt: number,
  retryAfter: number | null,
  now: number,
  random: number,
): number | null {
  const delay = DELAYS[attempt - 1];
  if (delay === undefined) return null;
  const spread = delay * (1 - JITTER + 2 * JITTER * random);
  const wish = Math.min((retryAfter ?? 0) * SECOND, LONGEST_WISH);
  return now + Math.round(Math.max(spread, wish));
}
