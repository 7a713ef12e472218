/**
 * The queue on Redis, shared by any number of hosts: BullMQ's queues `zip_processing` and
 * `sql_analysis`, and a bell that wakes every worker. It opens, works and closes in bounded time
 * whether Redis is there or not; while it is away, enqueuing fails with `queue_unavailable`, and
 * the sweeper sends again what the store says is due.
 */
import { Queue as BullQueue } from "bullmq";
import type { Redis } from "ioredis";
import { LintelError } from "../../errors.ts";
import type { BackendFacts } from "../../observability/backend.ts";
import { log } from "../../observability/log.ts";
import { batches } from "../batches.ts";
import {
  type Consumer,
  type Queue,
  QUEUE_NAMES,
  type QueueName,
  type UndeliveredMessage,
  type WorkState,
} from "../port.ts";
import { atMost, connect, isRefusal, Outage, type RedisAccess } from "../../redis/connection.ts";
import { Bell } from "./bell.ts";
import { type MessageData, RedisConsumer } from "./consumer.ts";
import { RedisJobEnds } from "./ends.ts";
import { checkPolicy, factsIn, guarded } from "./server.ts";

const logger = log("queue.redis");

/** Milliseconds before each redelivery of a message that was refused. */
const BACKOFF = [1000, 5000, 15_000, 60_000, 300_000];
/** Milliseconds for which opening waits for Redis, so that a wrong setting stops the start. */
const OPEN_PATIENCE = 3000;
/** Milliseconds for which consuming waits until it would hear the bell. */
const CONSUME_PATIENCE = 3000;
const CLOSE_PATIENCE = 1000;
const PREFIX = "lintel";

export interface RedisQueueTuning {
  /** Keys begin with it; queues of different prefixes share a database and nothing else. */
  prefix?: string;
  backoff?: readonly number[];
  openPatience?: number;
}

type Queues = ReadonlyMap<QueueName, BullQueue<MessageData>>;

/**
 * Opens the queue. Where Redis is not there, it is tried in the background from then on. Throws
 * `queue_unavailable` where it refuses the credentials, its certificate is not trusted, or its
 * eviction policy would lose messages.
 */
export async function openRedisQueue(
  options: RedisAccess,
  tuning: RedisQueueTuning = {},
): Promise<Queue> {
  const producer = connect(options, "producer");
  const outage = new Outage(producer, "producer");
  const queue = new RedisQueue(options, tuning, producer, outage);
  try {
    await guarded(() => queue.begin(tuning.openPatience ?? OPEN_PATIENCE));
  } catch (error) {
    await queue.close();
    throw error;
  }
  return queue;
}

class RedisQueue implements Queue {
  readonly kind = "redis";
  readonly capabilities = { acrossHosts: true, durable: true };
  private readonly prefix: string;
  private readonly backoff: readonly number[];
  private readonly bell: Bell;
  readonly ends: RedisJobEnds;
  private consumer: { redis: RedisConsumer; port: Consumer; subscriber: Redis } | null = null;
  private opened: Promise<Queues> | null = null;
  /** Why this Redis is not used although it answers. */
  private refusal: LintelError | null = null;
  private closed = false;

  constructor(
    private readonly options: RedisAccess,
    tuning: RedisQueueTuning,
    private readonly producer: Redis,
    private readonly outage: Outage,
  ) {
    this.prefix = tuning.prefix ?? PREFIX;
    this.backoff = tuning.backoff ?? BACKOFF;
    this.bell = new Bell(`${this.prefix}:bell`);
    this.ends = new RedisJobEnds(
      `${this.prefix}:ends`,
      producer,
      () => connect(options, "consumer"),
    );
  }

  async begin(patience: number): Promise<void> {
    if (await this.outage.ready(patience)) await checkPolicy(this.producer);
    else if (this.outage.lastError !== null && isRefusal(this.outage.lastError)) {
      throw this.outage.lastError;
    } else logger.warning("started without Redis, which is tried until it answers");
    // It may come back with other settings.
    this.producer.on("ready", () => void this.check());
  }

  async enqueue(queue: QueueName, ids: readonly string[]): Promise<void> {
    const messages = batches(ids);
    if (messages.length === 0) return;
    // What the ids name is in the store already: our own consumer need not wait for Redis.
    this.wake(queue, "committed");
    await guarded(async () => {
      const bull = await this.queue(queue);
      await bull.addBulk(messages.map((batch) => ({
        name: queue,
        data: { ids: batch },
        opts: {
          attempts: this.backoff.length + 1,
          backoff: { type: "custom" },
          removeOnComplete: true,
          // A message that was refused every time stays as a dead letter.
          removeOnFail: false,
        },
      })));
    });
    this.bell.ring(this.producer, queue);
  }

  wake(queue: QueueName, work: WorkState): boolean {
    this.consumer?.port.onWake(queue, work);
    return this.consumer !== null;
  }

  async consume(consumer: Consumer): Promise<void> {
    if (this.consumer !== null) throw new Error("this queue has a consumer already");
    const open = () => connect(this.options, "consumer");
    const { prefix, backoff } = this;
    const redis = new RedisConsumer(consumer, { prefix, backoff, connect: open });
    const subscriber = open();
    const heard = this.bell.listen(subscriber, (queue) => consumer.onWake(queue, "committed"));
    this.consumer = { redis, port: consumer, subscriber };
    if (this.producer.status === "ready") await atMost(CONSUME_PATIENCE, heard);
  }

  async stopConsuming(): Promise<void> {
    const { consumer } = this;
    this.consumer = null;
    consumer?.subscriber.disconnect();
    await consumer?.redis.stop();
  }

  async undelivered(limit: number): Promise<UndeliveredMessage[]> {
    return await guarded(async () => {
      const found = await Promise.all(QUEUE_NAMES.map(async (queue) => {
        const bull = await this.queue(queue);
        const jobs = await bull.getJobs(["failed"], 0, limit - 1, true);
        return jobs.map((job) => ({ queue, job }));
      }));
      return found.flat().sort((a, b) => a.job.timestamp - b.job.timestamp).slice(0, limit)
        .map(({ queue, job }) => ({ id: `${queue}:${job.id}`, queue, ids: job.data.ids }));
    });
  }

  async discard(id: string): Promise<void> {
    const queue = QUEUE_NAMES.find((name) => id.startsWith(`${name}:`));
    if (queue === undefined) return;
    await guarded(async () => {
      await (await this.queue(queue)).remove(id.slice(queue.length + 1));
    });
  }

  async ping(): Promise<void> {
    await guarded(async () => {
      // A read would not notice that the memory is full.
      this.requireReady();
      await this.producer.set(`${this.prefix}:ping`, Date.now());
    });
  }

  async facts(): Promise<BackendFacts> {
    return await guarded(async () => {
      this.requireReady();
      return factsIn(await this.producer.info());
    });
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.ends.close();
    await this.stopConsuming();
    const { opened } = this;
    if (opened !== null) {
      const close = async () => {
        for (const bull of (await opened).values()) await bull.close();
      };
      await atMost(CLOSE_PATIENCE, close());
    }
    this.producer.disconnect();
  }

  /** Throws the reason why Redis cannot be used now. */
  private requireReady(): void {
    if (this.refusal !== null) throw this.refusal;
    if (this.producer.status !== "ready") {
      throw new Error(this.outage.lastError?.message ?? "there is no connection");
    }
  }

  private async queue(name: QueueName): Promise<BullQueue<MessageData>> {
    this.requireReady();
    this.opened ??= this.openQueues();
    try {
      return (await this.opened).get(name)!;
    } catch (error) {
      // BullMQ does not get over a failed beginning: the next message begins anew.
      this.opened = null;
      throw error;
    }
  }

  private async openQueues(): Promise<Queues> {
    const queues = new Map<QueueName, BullQueue<MessageData>>();
    for (const name of QUEUE_NAMES) {
      const bull = new BullQueue<MessageData>(name, {
        connection: this.producer,
        prefix: this.prefix,
        skipVersionCheck: true,
        skipMetasUpdate: true,
      });
      bull.on("error", (error) => logger.debug("BullMQ queue", { queue: name, error }));
      await bull.waitUntilReady();
      queues.set(name, bull);
    }
    return queues;
  }

  private async check(): Promise<void> {
    try {
      await checkPolicy(this.producer);
      this.refusal = null;
    } catch (error) {
      if (!(error instanceof LintelError)) return;
      this.refusal = error;
      logger.error(error.message);
    }
  }
}
