import assert from "node:assert/strict";
import { Fleet, type Serving } from "../support/processes.ts";
import { RedisServer, redisTest } from "../support/redis.ts";
import { until } from "../support/wait.ts";

const LIMIT = 6;
const LOST = "Redis does not count requests: each process counts its own until it does";
const FOUND = "Redis counts requests again";

/** Sends twice as many requests as one client may, to the processes by turns; those let through. */
async function passed(webs: readonly Serving[], address: string): Promise<number> {
  let count = 0;
  for (let i = 0; i < LIMIT * 2 * webs.length; i++) {
    const { remote } = webs[i % webs.length]!;
    const headers = { "X-Forwarded-For": address };
    const response = await remote.request("GET", "/api/v1/dialects", { headers });
    await response.body?.cancel();
    if (response.status === 429) assert.ok(Number(response.headers.get("Retry-After")) >= 1);
    else {
      assert.equal(response.status, 200);
      count++;
    }
  }
  return count;
}

const lines = ({ process }: Serving, message: string) =>
  process.log().filter((line) => line.message === message).length;

/**
 * As `passed`, of a client that was not there before, and in which every process reached Redis
 * all the time: on a machine that is busy enough one may not for half a second.
 */
async function passedShared(webs: readonly Serving[]): Promise<number> {
  let client = 0;
  return await until("a round in which Redis counted", async () => {
    const before = webs.map((web) => lines(web, LOST));
    if (webs.some((web) => lines(web, LOST) > lines(web, FOUND))) return null;
    const count = await passed(webs, `192.0.2.${++client}`);
    return webs.every((web, i) => lines(web, LOST) === before[i]) ? count : null;
  });
}

redisTest(
  "two web processes on one Redis give a client one limit, and each its own without",
  async () => {
    await using redis = await RedisServer.start();
    await using fleet = await Fleet.open({
      QUEUE_URL: redis.url,
      RATE_LIMIT_REQUESTS: `${LIMIT}`,
      RATE_LIMIT_SECONDS: "3600",
      TRUSTED_PROXIES: "127.0.0.1",
    });
    const webs = await Promise.all([fleet.start("web"), fleet.start("web")]);
    assert.equal(await passedShared(webs), LIMIT);

    redis.pause();
    assert.equal(await passed(webs, "203.0.113.1"), LIMIT * webs.length);
    redis.resume();
    await redis.kill();
    assert.equal(await passed(webs, "203.0.113.2"), LIMIT * webs.length);
    await redis.up();
    for (const { process } of webs) await process.logged(FOUND);
    assert.equal(await passedShared(webs), LIMIT);
    for (const { process } of webs) {
      process.signal("SIGTERM");
      assert.equal(await process.ended(), 0);
    }
  },
);
