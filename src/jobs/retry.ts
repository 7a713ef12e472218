/** When a failed attempt is repeated: crashes and lost workers, a few times, with backoff. */
import { isTransient } from "../errors.ts";

/** True where another attempt, of `attempts` in all, may end otherwise than this one. */
export function mayRetry(code: string, attempt: number, attempts: number): boolean {
  return attempt < attempts && isTransient(code);
}

/** Milliseconds to wait before the attempt after `attempt` (1-based): 1 s, 4 s, 16 s, at most 60 s. */
export function backoff(attempt: number): number {
  return Math.min(60_000, 1000 * 4 ** (attempt - 1));
}
