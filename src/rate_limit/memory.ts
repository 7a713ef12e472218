/** Counts requests in this process's memory. */
import type { Limit, RateLimiter, RateLimits } from "./port.ts";

/** The library, which takes 50 ms to load, is loaded with the first request that is counted. */
export function memoryLimiter({ requests, seconds }: Limit): RateLimiter {
  let made: Promise<RateLimiter> | undefined;
  const limiter = () => made ??= make();
  async function make(): Promise<RateLimiter> {
    const { limiterOf, RateLimiterMemory } = await import("./library.ts");
    return limiterOf(new RateLimiterMemory({ points: requests, duration: seconds }));
  }
  return {
    consume: async (key) => await (await limiter()).consume(key),
    giveBack: async (key) => await (await limiter()).giveBack(key),
  };
}

export const memoryLimits: RateLimits = { limiter: memoryLimiter, close: () => {} };
