/** Waiting in tests: for a condition, never for a time. */
import assert from "node:assert/strict";
import { patience } from "./patience.ts";

/** Far more than anything takes, so that only what never comes runs into it. */
const PATIENCE = patience(12_000);
const PAUSE = 10;

/**
 * Resolves with the first value of `look` that is neither null, undefined nor false. `what` says
 * what is waited for, at the end if need be with what was there instead.
 */
export async function until<T>(
  what: string | (() => string),
  look: () => T | Promise<T>,
): Promise<Exclude<Awaited<T>, null | undefined | false>> {
  for (const end = performance.now() + PATIENCE; performance.now() < end;) {
    const value = await look();
    if (value !== null && value !== undefined && value !== false) {
      return value as Exclude<Awaited<T>, null | undefined | false>;
    }
    await sleep(PAUSE);
  }
  assert.fail(`${typeof what === "string" ? what : what()}: not within ${PATIENCE} ms`);
}

/** Resolves as `work` does; fails where it takes far longer than anything does. */
export async function within<T>(what: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${PATIENCE} ms`)), PATIENCE);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
