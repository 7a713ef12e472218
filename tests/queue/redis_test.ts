import { openRedisQueue } from "../../src/queue/bullmq/mod.ts";
import { RedisServer, WITHOUT_REDIS } from "../support/redis.ts";
import { queueSuite } from "./conformance.ts";
import { spawnConsumer } from "./spawn.ts";

let server: Promise<RedisServer> | null = null;
/** One for all cases, each of which has a prefix of its own. */
const redis = () => server ??= RedisServer.start();

Deno.test.afterAll(async () => {
  await (await server)?.[Symbol.asyncDispose]();
});

queueSuite({
  name: "Redis",
  missing: WITHOUT_REDIS,
  capabilities: { acrossHosts: true, durable: true },
  place: async () => `${(await redis()).port}/${crypto.randomUUID()}`,
  open: async (place) => {
    const { address } = await redis();
    const prefix = place.slice(place.indexOf("/") + 1);
    return await openRedisQueue({ address, ca: null }, { prefix, backoff: [50, 50] });
  },
  spawnConsumer: (place, kind) =>
    spawnConsumer("redis", place, kind, [
      `--allow-net=127.0.0.1:${place.slice(0, place.indexOf("/"))}`,
      "--ignore-env",
    ]),
});
