/** Counts requests in this process's memory; loaded only where something is limited. */
import type { Settings } from "../config/settings.ts";
import type { RateLimiter } from "./env.ts";

type MemoryLimiter = RateLimiter & {
  /** Forgets one request of this key. */
  giveBack(key: string): Promise<void>;
};

async function memoryLimiter(points: number, duration: number): Promise<MemoryLimiter> {
  const { RateLimiterMemory, RateLimiterRes } = await import("rate-limiter-flexible");
  const limiter = new RateLimiterMemory({ points, duration });
  return {
    async consume(key) {
      try {
        await limiter.consume(key);
        return null;
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      }
    },
    async giveBack(key) {
      await limiter.reward(key);
    },
  };
}

/** Attempts to sign in that fail, from one address, and the seconds that they are counted for. */
export const SIGN_IN_ATTEMPTS = 10;
export const SIGN_IN_SECONDS = 300;

/** Counts attempts to sign in; the counter itself is made with the first of them. */
export function openSignInLimiter(): MemoryLimiter {
  let made: Promise<MemoryLimiter> | undefined;
  const limiter = () => made ??= memoryLimiter(SIGN_IN_ATTEMPTS, SIGN_IN_SECONDS);
  return {
    consume: async (key) => await (await limiter()).consume(key),
    giveBack: async (key) => await (await limiter()).giveBack(key),
  };
}

/** Null where RATE_LIMIT_REQUESTS sets none. */
export async function openRateLimiter(
  settings: Pick<Settings, "RATE_LIMIT_REQUESTS" | "RATE_LIMIT_SECONDS">,
): Promise<RateLimiter | null> {
  if (settings.RATE_LIMIT_REQUESTS === 0) return null;
  return await memoryLimiter(settings.RATE_LIMIT_REQUESTS, settings.RATE_LIMIT_SECONDS);
}
