/** Counts requests in this process's memory; loaded only where a limit is set. */
import type { Settings } from "../config/settings.ts";
import type { RateLimiter } from "./env.ts";

/** Null where RATE_LIMIT_REQUESTS sets none. */
export async function openRateLimiter(
  settings: Pick<Settings, "RATE_LIMIT_REQUESTS" | "RATE_LIMIT_SECONDS">,
): Promise<RateLimiter | null> {
  if (settings.RATE_LIMIT_REQUESTS === 0) return null;
  const { RateLimiterMemory, RateLimiterRes } = await import("rate-limiter-flexible");
  const limiter = new RateLimiterMemory({
    points: settings.RATE_LIMIT_REQUESTS,
    duration: settings.RATE_LIMIT_SECONDS,
  });
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
  };
}
