import assert from "node:assert/strict";
import { zipOf } from "../support/archives.ts";
import { Fleet } from "../support/processes.ts";
import { freePort } from "../support/ports.ts";
import { RedisServer, redisTest } from "../support/redis.ts";
import { until } from "../support/wait.ts";

/** Seconds after which a supervisor kills what was told to end. */
const TERM = 25_000;

redisTest("web and worker on SQLite and Redis serve under the printed permissions", async () => {
  await using redis = await RedisServer.start();
  // A port of its own, so that the address of Redis is permitted by name alone.
  const ports = { PORT: `${freePort()}`, METRICS_PORT: `${freePort()}` };
  await using fleet = await Fleet.open({ QUEUE_URL: `${redis.url}/3`, ...ports });
  const [web, worker] = await Promise.all([fleet.start("web"), fleet.start("worker")]);
  const archive = await zipOf({ "a.sql": "select a,b from t\n", "b.sql": "select 1\n" });
  const ids = [await web.remote.submit("select 1\n"), await web.remote.submit(archive)];
  for (const id of ids) assert.equal((await web.remote.ended(id)).job_status, "COMPLETED");
  const ready = await worker.remote.request("GET", "/api/v1/health/ready");
  assert.equal(ready.status, 200, await ready.text());
  const keys = await redis.command("INFO", "keyspace");
  assert.match(String(keys), /^db3:/m);
  for (const { process } of [web, worker]) {
    process.signal("SIGTERM");
    assert.equal(await process.ended(TERM), 0);
    assert.deepEqual(process.log().filter((l) => l.level === "error"), []);
  }
});

redisTest(
  "a job that is submitted while Redis is dead, or that it forgot, is done all the same",
  async () => {
    await using redis = await RedisServer.start();
    await using fleet = await Fleet.open({ QUEUE_URL: redis.url });
    const web = await fleet.start("web");
    const forgotten = await web.remote.submit("select 1\n");
    await until("its message", async () => await redis.command("LLEN", "lintel:sql_analysis:wait"));
    await redis.kill();
    const unsent = await web.remote.submit("select 2\n");
    await redis.up();
    await fleet.start("worker");
    for (const id of [forgotten, unsent]) {
      assert.equal((await web.remote.ended(id)).job_status, "COMPLETED");
    }
  },
);

redisTest(
  "with Redis dead, processes start, say that they are not ready, work, and end in time",
  async () => {
    await using redis = await RedisServer.start();
    await redis.kill();
    await using fleet = await Fleet.open({ QUEUE_URL: redis.url });
    const [web, worker] = await Promise.all([fleet.start("web"), fleet.start("worker")]);
    const ready = async () => {
      const response = await web.remote.request("GET", "/api/v1/health/ready");
      await response.body?.cancel();
      return response.status;
    };
    assert.equal(await ready(), 503);
    const id = await web.remote.submit("select 1\n");
    assert.equal((await web.remote.ended(id)).job_status, "COMPLETED");
    await redis.up();
    await until("ready", async () => await ready() === 200);
    await redis.kill();
    for (const { process } of [web, worker]) process.signal("SIGTERM");
    for (const { process } of [web, worker]) assert.equal(await process.ended(TERM), 0);
  },
);

redisTest("an eviction policy that would lose messages stops the start by its name", async () => {
  const directives = ["--maxmemory-policy", "volatile-lru"];
  await using redis = await RedisServer.start({ directives });
  await using fleet = await Fleet.open({ QUEUE_URL: redis.url });
  const process = fleet.spawn("worker");
  assert.equal(await process.ended(), 1);
  assert.match(
    process.stderr,
    /^lintel: cannot start: QUEUE_URL: Redis: its maxmemory-policy is volatile-lru/m,
  );
});
