/** What BullMQ needs of a Redis, and what its failures are to whoever enqueues. */
import type { Redis } from "ioredis";
import { LintelError, messageOf } from "../../errors.ts";
import type { BackendFacts } from "../../observability/backend.ts";

/** Other policies throw messages away when the memory is full, and BullMQ's own books with them. */
const POLICY = "noeviction";

/** Throws `queue_unavailable` where Redis may throw messages away when its memory is full. */
export async function checkPolicy(redis: Redis): Promise<void> {
  const memory = await redis.info("memory");
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
  if (policy === undefined || policy === POLICY) return;
  throw new LintelError(
    "queue_unavailable",
    `Redis: its maxmemory-policy is ${policy}, which would drop messages; set it to ${POLICY}`,
  );
}

/** What an answer to INFO tells. A limit of 0 is none. */
export function factsIn(info: string): BackendFacts {
  const field = (name: string) => new RegExp(`^${name}:(\\S+)`, "m").exec(info)?.[1] ?? null;
  const number = (name: string) => Number(field(name) ?? 0) || null;
  return {
    kind: "redis",
    version: field("redis_version"),
    bytes: number("used_memory"),
    bytes_limit: number("maxmemory"),
    connections: number("connected_clients"),
    connections_limit: number("maxclients"),
  };
}

/** Turns what Redis and BullMQ throw into `queue_unavailable`. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LintelError || error instanceof RangeError) throw error;
    // The client names its own option where a command was sent into a connection that broke.
    const reason = error instanceof Error && error.name === "MaxRetriesPerRequestError"
      ? "there is no connection"
      : messageOf(error);
    throw new LintelError("queue_unavailable", `Redis: ${reason}`, { cause: error });
  }
}
