import assert from "node:assert/strict";
import { openRedisQueue } from "../../src/queue/bullmq/mod.ts";
import type { JobEnds, Queue } from "../../src/queue/port.ts";
import { RedisServer, redisTest } from "../support/redis.ts";
import { until } from "../support/wait.ts";

async function withEnds(
  work: (server: RedisServer, worker: JobEnds, web: JobEnds) => Promise<void>,
): Promise<void> {
  await using server = await RedisServer.start();
  const queues: Queue[] = [];
  try {
    for (let i = 0; i < 2; i++) {
      queues.push(await openRedisQueue({ address: server.address, ca: null }));
    }
    await work(server, queues[0]!.ends!, queues[1]!.ends!);
  } finally {
    await Promise.all(queues.map((queue) => queue.close()));
  }
  for (const { ends } of queues) assert.equal(ends!.heard, false);
}

async function published(server: RedisServer): Promise<number> {
  const stats = String(await server.command("INFO", "commandstats"));
  return Number(/cmdstat_publish:calls=(\d+)/.exec(stats)?.[1] ?? 0);
}

redisTest(
  "ends of jobs reach other processes, many in one message, and not their own",
  async () => {
    await withEnds(async (server, worker, web) => {
      const heard: string[] = [];
      const own: string[] = [];
      assert.equal(web.heard, false);
      web.subscribe((job_id) => heard.push(job_id));
      worker.subscribe((job_id) => own.push(job_id));
      await until("both to hear", () => web.heard && worker.heard);
      const ids = Array.from({ length: 500 }, (_, i) => `job-${i}`);
      for (const id of ids) worker.publish(id);
      await until("all of them", () => heard.length >= ids.length);
      assert.deepEqual(heard, ids);
      assert.equal(await published(server), 1);
      web.publish("job-x");
      await until("the answer", () => own.length > 0);
      assert.deepEqual([own, heard.length], [["job-x"], 500]);
    });
  },
);

redisTest("ends are heard again after Redis was away; those of meanwhile are dropped", async () => {
  await withEnds(async (server, worker, web) => {
    const heard: string[] = [];
    web.subscribe((job_id) => heard.push(job_id));
    await until("it to hear", () => web.heard);
    await server.kill();
    await until("it to know that it hears nothing", () => !web.heard);
    worker.publish("meanwhile");
    await server.up();
    await until("it to hear again", () => web.heard);
    await until("an end to arrive", () => {
      worker.publish("after");
      return heard.length > 0;
    });
    assert.deepEqual([...new Set(heard)], ["after"]);
  });
});
