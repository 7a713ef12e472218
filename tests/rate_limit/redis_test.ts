import assert from "node:assert/strict";
import type { RateLimits } from "../../src/rate_limit/port.ts";
import { openRedisLimits } from "../../src/rate_limit/redis.ts";
import { patience } from "../support/patience.ts";
import { RedisServer, redisTest } from "../support/redis.ts";
import { until } from "../support/wait.ts";

const LIMIT = { name: "test", requests: 3, seconds: 3600 };

/** Milliseconds that a request waits for a Redis that hangs. */
const PAUSED_TIMEOUT = 500;

/** Two web processes' counts on one Redis, which may take as long as it needs to. */
async function withTwo(
  work: (server: RedisServer, one: RateLimits, two: RateLimits) => Promise<void>,
  commandTimeout = patience(3000),
): Promise<void> {
  await using server = await RedisServer.start();
  const open = () => openRedisLimits({ address: server.address, ca: null }, commandTimeout);
  const [one, two] = [await open(), await open()];
  try {
    await work(server, one, two);
  } finally {
    one.close();
    two.close();
  }
}

redisTest("requests to any process count for one limit, which ends with its time", async () => {
  await withTwo(async (server, one, two) => {
    const [a, b] = [one.limiter(LIMIT), two.limiter(LIMIT)];
    assert.deepEqual([await a.consume("k"), await b.consume("k"), await a.consume("k")], [
      null,
      null,
      null,
    ]);
    for (const limiter of [a, b]) {
      const wait = await limiter.consume("k");
      assert.ok(wait !== null && wait > 0 && wait <= LIMIT.seconds, String(wait));
    }
    assert.equal(await b.consume("another"), null);
    const left = Number(await server.command("TTL", "lintel:rate_limit:test:k"));
    assert.ok(left > 0 && left <= LIMIT.seconds, String(left));
  });
});

redisTest("limits of different names do not count for each other", async () => {
  await withTwo(async (_server, one, two) => {
    const requests = one.limiter({ ...LIMIT, name: "requests", requests: 1 });
    const signIn = two.limiter({ ...LIMIT, name: "sign_in", requests: 1 });
    assert.equal(await requests.consume("k"), null);
    assert.equal(await signIn.consume("k"), null);
  });
});

redisTest("what one process gives back another may use", async () => {
  await withTwo(async (_server, one, two) => {
    const [a, b] = [one.limiter(LIMIT), two.limiter(LIMIT)];
    for (let i = 0; i < LIMIT.requests; i++) assert.equal(await a.consume("k"), null);
    await a.giveBack("k");
    assert.equal(await b.consume("k"), null);
    assert.notEqual(await a.consume("k"), null);
  });
});

redisTest("a Redis that is full leaves each process its own count, until it has room", async () => {
  await withTwo(async (server, one, two) => {
    const [a, b] = [one.limiter(LIMIT), two.limiter(LIMIT)];
    await server.command("CONFIG", "SET", "maxmemory", "1");
    for (const limiter of [a, b]) {
      for (let i = 0; i < LIMIT.requests; i++) assert.equal(await limiter.consume("k"), null);
      assert.notEqual(await limiter.consume("k"), null);
    }
    await server.command("CONFIG", "SET", "maxmemory", "0");
    // Each process's own count of this key is used up: only the shared one lets it pass.
    for (const limiter of [a, b]) {
      await until("the shared count", async () => await limiter.consume("k") === null);
    }
  });
});

redisTest("a Redis that hangs, or is dead at the start, is not waited for", async () => {
  await withTwo(async (server, one, two) => {
    const [a, b] = [one.limiter(LIMIT), two.limiter(LIMIT)];
    server.pause();
    assert.equal(await a.consume("k"), null);
    // The first one waited; the others know better.
    const began = performance.now();
    for (let i = 1; i < LIMIT.requests; i++) assert.equal(await a.consume("k"), null);
    assert.notEqual(await a.consume("k"), null);
    const waited = performance.now() - began;
    assert.ok(waited < PAUSED_TIMEOUT, `three requests waited for ${waited} ms`);
    server.resume();
    await server.kill();
    assert.equal(await b.consume("k"), null);
    const late = await openRedisLimits({ address: server.address, ca: null });
    assert.equal(await late.limiter(LIMIT).consume("k"), null);
    late.close();
  }, PAUSED_TIMEOUT);
});
