/** The adapters of the queue by the scheme of QUEUE_URL, each loaded for its scheme alone. */
import { resolve } from "node:path";
import type { QueueAddress, RedisAddress } from "../config/queue_url.ts";
import type { Settings } from "../config/settings.ts";
import { LintelError, messageOf } from "../errors.ts";
import type { Queue } from "../queue/port.ts";
import type { RedisAccess } from "../redis/connection.ts";
import { about } from "./setting_fault.ts";

type Opener<A extends QueueAddress> = (address: A, settings: Settings) => Promise<Queue>;

const redis: Opener<RedisAddress> = async (address, settings) => {
  const { openRedisQueue } = await import("../queue/bullmq/mod.ts");
  const access = await redisAccess(address, settings);
  return await about("QUEUE_URL", () => openRedisQueue(access));
};

const OPENERS: {
  readonly [S in QueueAddress["scheme"]]: Opener<Extract<QueueAddress, { scheme: S }>>;
} = {
  kv: async ({ path }) => {
    const { openKvQueue } = await import("../queue/deno_kv/mod.ts");
    return await about("QUEUE_URL", () => openKvQueue(path));
  },
  redis,
  rediss: redis,
};

/** Opens the queue that the settings name. Throws `queue_unavailable`. */
export function openQueue(settings: Settings): Promise<Queue> {
  const address = settings.QUEUE_URL;
  return (OPENERS[address.scheme] as Opener<QueueAddress>)(address, settings);
}

/** How this Redis is reached. Throws `queue_unavailable` where QUEUE_TLS_CA cannot be read. */
export async function redisAccess(
  address: RedisAddress,
  { QUEUE_TLS_CA }: Pick<Settings, "QUEUE_TLS_CA">,
): Promise<RedisAccess> {
  return { address, ca: await authorities(QUEUE_TLS_CA) };
}

/** PEM text; null where none are set. */
async function authorities(path: string): Promise<string | null> {
  if (path === "") return null;
  try {
    return await Deno.readTextFile(resolve(path));
  } catch (error) {
    throw new LintelError("queue_unavailable", `QUEUE_TLS_CA: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
