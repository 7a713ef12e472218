/** Where requests are counted: with the queue in Redis, for all web processes together. */
import type { Settings } from "../config/settings.ts";
import type { RateLimits } from "../rate_limit/port.ts";
import { memoryLimits } from "../rate_limit/memory.ts";
import { redisAccess } from "./queues.ts";

/** Loads no more than what is counted with; null where nothing is to be counted. */
export async function openRateLimits(settings: Settings): Promise<RateLimits | null> {
  // Workers serve health and metrics alone; signing in is limited where there are tokens.
  if (settings.MODE === "worker") return null;
  if (settings.RATE_LIMIT_REQUESTS === 0 && settings.API_TOKENS.length === 0) return null;
  const address = settings.QUEUE_URL;
  if (address.scheme === "kv") return memoryLimits;
  const { openRedisLimits } = await import("../rate_limit/redis.ts");
  return await openRedisLimits(await redisAccess(address, settings));
}
