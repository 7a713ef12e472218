/**
 * The queue on Deno KV: one SQLite file shared by the processes of one host. The file must not
 * lie on NFS. Deno KV can neither count nor list what waits; the store knows that.
 */
import { dirname } from "node:path";
import { LintelError, messageOf } from "../../errors.ts";
import type { Consumer, Queue, QueueName, UndeliveredMessage } from "../port.ts";
import { Consumption } from "./consumption.ts";
import { Doorbell } from "./doorbell.ts";
import { isMessage, messageId, splitIds, type WorkMessage } from "./messages.ts";

const UNDELIVERED = "undelivered";
/** Messages of one commit: ten of 60 KiB stay under the 800 KiB that a commit may have. */
const MESSAGES_PER_COMMIT = 10;
/** Pauses before the redeliveries of a message that was not acknowledged, ms. */
const BACKOFF_MS: readonly number[] = [100, 1_000, 5_000, 30_000, 60_000];

export interface KvQueueOptions {
  /** Pauses before redeliveries, ms; after the last one a message is a dead letter. */
  backoffMs?: readonly number[];
}

/**
 * Opens the queue in the file `path`, creating it and its folder where they are missing.
 * Throws `queue_unavailable`.
 */
export function openKvQueue(path: string, options: KvQueueOptions = {}): Promise<Queue> {
  return guarded(async () => {
    await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const kv = await Deno.openKv(path);
    const doorbell = new Doorbell(path);
    try {
      await doorbell.open();
    } catch (error) {
      kv.close();
      throw error;
    }
    return new KvQueue(kv, path, doorbell, options.backoffMs ?? BACKOFF_MS);
  });
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LintelError) throw error;
    throw new LintelError("queue_unavailable", `queue: ${messageOf(error)}`, { cause: error });
  }
}

class KvQueue implements Queue {
  readonly kind = "deno_kv";
  readonly capabilities = { acrossHosts: false, durable: true };
  private consumer: Consumer | null = null;
  private consumption: Consumption | null = null;
  private closed = false;

  constructor(
    private readonly kv: Deno.Kv,
    private readonly path: string,
    private readonly doorbell: Doorbell,
    private readonly backoffMs: readonly number[],
  ) {}

  enqueue(queue: QueueName, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return Promise.resolve();
    // What the ids name is in the store already, so our own consumer need not wait for the disk.
    this.consumer?.onWake(queue);
    return guarded(async () => {
      const messages = splitIds(ids).map((batch): WorkMessage => (
        { kind: "work", message_id: messageId(Date.now()), queue, ids: batch }
      ));
      await this.send(messages);
      this.doorbell.ring(queue);
    });
  }

  private async send(messages: readonly WorkMessage[]): Promise<void> {
    for (let at = 0; at < messages.length; at += MESSAGES_PER_COMMIT) {
      const commit = this.kv.atomic();
      for (const message of messages.slice(at, at + MESSAGES_PER_COMMIT)) {
        commit.enqueue(message, {
          keysIfUndelivered: [[UNDELIVERED, message.message_id]],
          backoffSchedule: [...this.backoffMs],
        });
      }
      await commit.commit();
    }
  }

  consume(consumer: Consumer): Promise<void> {
    return guarded(async () => {
      if (this.closed) throw new Error("the queue is closed");
      if (this.consumer !== null) throw new Error("the queue has a consumer already");
      this.consumer = consumer;
      try {
        const consumption = await Consumption.start(this.path, consumer);
        this.consumption = consumption;
        this.doorbell.listen((queue) => consumption.heard(queue));
      } catch (error) {
        this.consumer = null;
        throw error;
      }
    });
  }

  stopConsuming(): Promise<void> {
    return guarded(async () => {
      const consumption = this.consumption;
      this.consumer = null;
      this.consumption = null;
      if (consumption === null) return;
      await this.doorbell.stopListening();
      const handedBack = await consumption.stop();
      await this.send(handedBack);
      for (const queue of new Set(handedBack.map((m) => m.queue))) this.doorbell.ring(queue);
    });
  }

  undelivered(limit: number): Promise<UndeliveredMessage[]> {
    return guarded(async () => {
      const found: UndeliveredMessage[] = [];
      for await (const { value } of this.kv.list({ prefix: [UNDELIVERED] }, { limit })) {
        if (!isMessage(value) || value.kind !== "work") continue;
        found.push({ id: value.message_id, queue: value.queue, ids: value.ids });
      }
      return found;
    });
  }

  discard(id: string): Promise<void> {
    return guarded(() => this.kv.delete([UNDELIVERED, id]));
  }

  ping(): Promise<void> {
    return guarded(async () => {
      // SQLite goes on reading a file that was deleted, and a read does not notice a full disk.
      await Deno.stat(this.path);
      await this.kv.set(["ping"], Date.now());
    });
  }

  async close(): Promise<void> {
    if (this.closed) return;
    await this.stopConsuming();
    this.closed = true;
    try {
      await guarded(() => this.doorbell.close());
    } finally {
      this.kv.close();
    }
  }
}
