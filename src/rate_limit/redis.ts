/**
 * Counts the requests of all web processes together in Redis. While it is away, cannot write, or
 * takes too long, each process counts in its own memory: a request never fails for it, and waits
 * for it once at most. What was counted on one side is not taken to the other.
 */
import { once } from "node:events";
import type { Redis } from "ioredis";
import { log } from "../observability/log.ts";
import { atMost, connect, type RedisAccess } from "../redis/connection.ts";
import { limiterOf, RateLimiterRedis } from "./library.ts";
import { memoryLimiter } from "./memory.ts";
import type { Limit, RateLimiter, RateLimits } from "./port.ts";

const logger = log("rate_limit");

/** Milliseconds that a request may wait for Redis. */
const COMMAND_TIMEOUT = 500;
/** Milliseconds between two tries whether Redis counts again. */
const RETRY = 1000;
/** Milliseconds that opening waits for the connection, so that the first requests are shared. */
const OPEN_PATIENCE = 1000;
const PREFIX = "lintel:rate_limit";

/**
 * Opens a connection of its own; where Redis is away it is tried in the background. A request waits
 * for Redis for `commandTimeout` milliseconds at most.
 */
export async function openRedisLimits(
  access: RedisAccess,
  commandTimeout = COMMAND_TIMEOUT,
): Promise<RateLimits> {
  const redis = connect(access, "producer", commandTimeout);
  // Whether it counts is what is reported, below; the queue's connections report why not.
  redis.on("error", (error) => logger.debug("Redis connection", { error }));
  await atMost(OPEN_PATIENCE, once(redis, "ready"));
  return new RedisLimits(redis);
}

class RedisLimits implements RateLimits {
  /** Tries whether Redis counts again; undefined while it does. */
  private retry: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly redis: Redis) {}

  limiter(limit: Limit): RateLimiter {
    const shared = limiterOf(
      new RateLimiterRedis({
        storeClient: this.redis,
        rejectIfRedisNotReady: true,
        keyPrefix: `${PREFIX}:${limit.name}`,
        points: limit.requests,
        duration: limit.seconds,
      }),
    );
    const own = memoryLimiter(limit);
    return {
      consume: (key) => this.count(() => shared.consume(key), () => own.consume(key)),
      giveBack: (key) => this.count(() => shared.giveBack(key), () => own.giveBack(key)),
    };
  }

  close(): void {
    clearInterval(this.retry);
    this.redis.disconnect();
  }

  private async count<T>(shared: () => Promise<T>, own: () => Promise<T>): Promise<T> {
    if (this.retry === undefined) {
      try {
        return await shared();
      } catch (error) {
        this.lost(error);
      }
    }
    return await own();
  }

  private lost(error: unknown): void {
    if (this.retry !== undefined) return;
    logger.warning("Redis does not count requests: each process counts its own until it does", {
      error,
    });
    let trying = false;
    this.retry = setInterval(async () => {
      if (trying) return;
      trying = true;
      if (await this.counts()) this.found();
      trying = false;
    }, RETRY);
  }

  private found(): void {
    clearInterval(this.retry);
    this.retry = undefined;
    logger.info("Redis counts requests again");
  }

  /** A read would not notice that the memory is full. */
  private async counts(): Promise<boolean> {
    try {
      await this.redis.set(`${PREFIX}:probe`, "1", "EX", 60);
      return true;
    } catch {
      // The line of the outage says why it began; it ends when this succeeds.
      return false;
    }
  }
}
