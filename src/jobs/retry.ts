/** When a failed attempt is repeated: crashes and lost workers, three times, with backoff. */
import { isTransient } from "../errors.ts";

export const MAX_ATTEMPTS = 3;

/** True where another attempt may end otherwise than this one. */
export function mayRetry(code: string, attempt: number): boolean {
  return attempt < MAX_ATTEMPTS && isTransient(code);
}

/** Milliseconds to wait before the attempt after `attempt` (1-based): 1 s, 4 s, 16 s, at most 60 s. */
export function backoff(attempt: number): number {
  return Math.min(60_000, 1000 * 4 ** (attempt - 1));
}
