import assert from "node:assert/strict";
import { openRedisQueue } from "../../src/queue/bullmq/mod.ts";
import type { Consumer, Queue } from "../../src/queue/port.ts";
import { makeCertificates } from "../support/certificates.ts";
import { RedisServer, redisTest } from "../support/redis.ts";
import { sleep, until } from "../support/wait.ts";

const unavailable = (message: RegExp) => ({ code: "queue_unavailable", message });

/** Ids that were delivered and how often the consumer was woken. */
class Recorder implements Consumer {
  readonly concurrency = 4;
  readonly ids: string[] = [];
  wakes = 0;
  onMessage(_queue: string, ids: readonly string[]): Promise<void> {
    this.ids.push(...ids);
    return Promise.resolve();
  }
  onWake(): void {
    this.wakes++;
  }
}

async function withQueues(
  server: RedisServer,
  work: (producer: Queue, consumer: Queue, recorder: Recorder) => Promise<void>,
): Promise<void> {
  const open = () => openRedisQueue({ address: server.address, ca: null });
  const [producer, consumer] = [await open(), await open()];
  const recorder = new Recorder();
  await consumer.consume(recorder);
  try {
    await work(producer, consumer, recorder);
  } finally {
    await Promise.all([producer.close(), consumer.close()]);
  }
}

async function enqueued(queue: Queue, id: string): Promise<void> {
  await until(`a queue that takes ${id}`, async () => {
    try {
      await queue.enqueue("sql_analysis", [id]);
      return true;
    } catch {
      return false;
    }
  });
}

redisTest("a consumer that was idle while Redis was away for 15 seconds serves again", async () => {
  await using server = await RedisServer.start();
  await withQueues(server, async (producer, _consumer, recorder) => {
    await producer.enqueue("sql_analysis", ["before"]);
    await until("the message before", () => recorder.ids.includes("before"));
    await server.kill();
    await assert.rejects(producer.enqueue("sql_analysis", ["lost"]), unavailable(/^Redis: /));
    await sleep(15_000);
    await server.up();
    const wakes = recorder.wakes;
    await enqueued(producer, "after");
    await until("the message after", () => recorder.ids.includes("after"));
    await until("a ring of the bell", () => recorder.wakes > wakes);
  });
});

redisTest(
  "a Redis that stands still is unavailable soon, and serves what it was sent",
  async () => {
    await using server = await RedisServer.start();
    await withQueues(server, async (producer, _consumer, recorder) => {
      await producer.enqueue("sql_analysis", ["before"]);
      await until("the message before", () => recorder.ids.includes("before"));
      server.pause();
      await assert.rejects(producer.enqueue("sql_analysis", ["during"]), unavailable(/./));
      await assert.rejects(producer.ping(), unavailable(/./));
      await assert.rejects(producer.undelivered(1), unavailable(/./));
      await sleep(7000);
      server.resume();
      await enqueued(producer, "after");
      await until("the message after", () => recorder.ids.includes("after"));
    });
  },
);

redisTest(
  "a full Redis is unavailable, and answers its ping so; with room it goes on",
  async () => {
    await using server = await RedisServer.start();
    await withQueues(server, async (producer, _consumer, recorder) => {
      await server.command("CONFIG", "SET", "maxmemory", "1");
      await assert.rejects(producer.enqueue("sql_analysis", ["full"]), unavailable(/OOM/));
      await assert.rejects(producer.ping(), unavailable(/OOM/));
      await server.command("CONFIG", "SET", "maxmemory", "0");
      await producer.ping();
      await producer.enqueue("sql_analysis", ["room"]);
      await until("the message", () => recorder.ids.includes("room"));
      assert.ok(!recorder.ids.includes("full"));
    });
  },
);

redisTest("a Redis that comes back empty serves what it is sent from then on", async () => {
  await using server = await RedisServer.start();
  await withQueues(server, async (producer, _consumer, recorder) => {
    await producer.enqueue("zip_processing", ["before"]);
    await until("the message before", () => recorder.ids.includes("before"));
    await server.kill();
    await server.up();
    for (const id of ["one", "two", "three"]) await enqueued(producer, id);
    await until(
      "all messages",
      () => ["one", "two", "three"].every((i) => recorder.ids.includes(i)),
    );
    assert.deepEqual(await producer.undelivered(10), []);
  });
});

redisTest("a Redis that may throw messages away is refused by the name of its policy", async () => {
  await using server = await RedisServer.start({
    directives: ["--maxmemory-policy", "allkeys-lru"],
  });
  const open = () => openRedisQueue({ address: server.address, ca: null });
  await assert.rejects(open(), unavailable(/maxmemory-policy is allkeys-lru.*noeviction/));
  await server.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
  const queue = await open();
  await queue.ping();
  // Back with the policy of its command line.
  await server.kill();
  await server.up();
  await until("the refusal", async () => {
    try {
      await queue.enqueue("sql_analysis", ["job"]);
      return false;
    } catch (error) {
      return /allkeys-lru/.test(String(error));
    }
  });
  await assert.rejects(queue.ping(), unavailable(/allkeys-lru/));
  await queue.close();
});

redisTest("a wrong password stops the opening, and is not named", async () => {
  const server = await RedisServer.start({
    directives: ["--requirepass", "the right one"],
    client: { password: "the right one" },
  });
  await using _ = server;
  const wrong = { ...server.address, password: "the wrong one" };
  await assert.rejects(openRedisQueue({ address: wrong, ca: null }), (error: Error) => {
    assert.match(error.message, /^Redis: WRONGPASS/);
    assert.doesNotMatch(error.message, /the wrong one/);
    return true;
  });
  const queue = await openRedisQueue({ address: server.address, ca: null });
  await queue.enqueue("sql_analysis", ["job"]);
  await queue.close();
});

redisTest(
  "without Redis it opens, consumes and closes, and serves once Redis is there",
  async () => {
    const server = await RedisServer.start();
    await using _ = server;
    await server.kill();
    const open = () => openRedisQueue({ address: server.address, ca: null }, { openPatience: 100 });
    const short = await open();
    await short.consume(new Recorder());
    await assert.rejects(short.ping(), unavailable(/ECONNREFUSED/));
    await short.close();
    const queue = await open();
    const recorder = new Recorder();
    await queue.consume(recorder);
    await server.up();
    await enqueued(queue, "job");
    await until("the message", () => recorder.ids.includes("job"));
    await queue.close();
  },
);

redisTest(
  "over TLS, a server is trusted by the authority of QUEUE_TLS_CA and not without",
  async () => {
    const folder = await Deno.makeTempDir();
    const files = await makeCertificates(folder);
    const ca = await Deno.readTextFile(files.ca);
    const server = await RedisServer.start({
      directives: [
        ...["--tls-cert-file", files.cert, "--tls-key-file", files.key],
        ...["--tls-ca-cert-file", files.ca, "--tls-auth-clients", "no"],
      ],
      client: { ca },
    });
    try {
      const queue = await openRedisQueue({ address: server.address, ca });
      const recorder = new Recorder();
      await queue.consume(recorder);
      await queue.enqueue("sql_analysis", ["job"]);
      await until("the message", () => recorder.ids.includes("job"));
      await queue.close();
      await assert.rejects(
        openRedisQueue({ address: server.address, ca: null }),
        unavailable(/certificate|issuer/i),
      );
    } finally {
      await server[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    }
  },
);

redisTest("a message on its way when the connection breaks fails in plain words", async () => {
  await using server = await RedisServer.start();
  await withQueues(server, async (producer) => {
    await producer.enqueue("sql_analysis", ["before"]);
    server.pause();
    const refused = assert.rejects(
      producer.enqueue("sql_analysis", ["lost"]),
      unavailable(/^Redis: there is no connection$/),
    );
    await server.kill();
    await refused;
  });
});
