/** Takes messages of BullMQ for one consumer: a BullMQ worker for each queue. */
import { type Job, WaitingError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { log } from "../../observability/log.ts";
import { atMost, Outage } from "../../redis/connection.ts";
import { type Consumer, QUEUE_NAMES, type QueueName } from "../port.ts";
import { Semaphore } from "../semaphore.ts";

const logger = log("queue.redis");

/** Milliseconds after which a message of a process that died is another's, and between two looks. */
const LOCK = 5000;
const STALLED_INTERVAL = 2000;
/** How often a message may come back from dead processes: it is a hint, and its loss would cost. */
const MAX_STALLED = 1_000_000;
/** Milliseconds that closing may wait for Redis before the connections are cut. */
const CLOSE_PATIENCE = 2000;

/** The ids that a message carries. */
export interface MessageData {
  ids: string[];
}

export interface RedisConsumerOptions {
  prefix: string;
  /** Milliseconds before each redelivery of a message that was refused. */
  backoff: readonly number[];
  /** Opens a connection whose commands wait for as long as Redis is away. */
  connect: () => Redis;
}

export class RedisConsumer {
  private readonly permits: Semaphore;
  private readonly inFlight = new Set<Promise<void>>();
  private readonly connections: Redis[] = [];
  private readonly workers: Worker<MessageData>[];
  private readonly stopping = Promise.withResolvers<"stopping">();
  private stopped = false;

  constructor(private readonly consumer: Consumer, options: RedisConsumerOptions) {
    this.permits = new Semaphore(consumer.concurrency);
    this.workers = QUEUE_NAMES.map((queue) => this.work(queue, options));
  }

  /** Takes no new messages, waits for those in flight, and cuts the connections. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const worker of this.workers) await worker.pause(true);
    await Promise.allSettled(this.inFlight);
    this.stopping.resolve("stopping");
    // While Redis is away none of this ends by itself; what is not acknowledged is delivered again.
    await atMost(CLOSE_PATIENCE, Promise.all(this.workers.map((worker) => worker.close())));
    for (const connection of this.connections) connection.disconnect();
  }

  private work(queue: QueueName, { prefix, backoff, connect }: RedisConsumerOptions) {
    const connection = connect();
    this.connections.push(connection);
    // BullMQ waits for messages on a second connection of its own making, which is cut as well.
    const duplicate = connection.duplicate.bind(connection);
    connection.duplicate = (override) => {
      const second = duplicate(override);
      this.connections.push(second);
      return second;
    };
    new Outage(connection, queue);
    const worker = new Worker<MessageData>(queue, (job, token) => this.take(queue, job, token), {
      connection,
      prefix,
      concurrency: this.consumer.concurrency,
      lockDuration: LOCK,
      stalledInterval: STALLED_INTERVAL,
      maxStalledCount: MAX_STALLED,
      settings: { backoffStrategy: (made) => backoff[Math.min(made, backoff.length) - 1] ?? 0 },
    });
    // The connection's own line says that Redis is away; BullMQ repeats it each second.
    worker.on("error", (error) => logger.debug("BullMQ worker", { queue, error }));
    return worker;
  }

  private async take(queue: QueueName, job: Job<MessageData>, token?: string): Promise<void> {
    const turn = await Promise.race([this.permits.acquire(), this.stopping.promise]);
    if (turn === "stopping" || this.stopped) {
      // Given back at once, without using up a delivery.
      await job.moveToWait(token);
      throw new WaitingError();
    }
    const work = this.consumer.onMessage(queue, job.data.ids);
    this.inFlight.add(work);
    try {
      await work;
    } finally {
      this.inFlight.delete(work);
      this.permits.release();
    }
  }
}
