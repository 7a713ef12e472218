/**
 * The queue on Deno KV: one file, shared by the processes of one host. Delivery is at least
 * once, and up to a minute late after a crash.
 */
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { LintelError, messageOf } from "../../errors.ts";
import { type BackendFacts, fileFacts } from "../../observability/backend.ts";
import type { Consumer, Queue, QueueName, UndeliveredMessage, WorkState } from "../port.ts";
import { batches } from "../batches.ts";
import { KvConsumer, type Message } from "./consumer.ts";
import { Doorbell } from "./doorbell.ts";
import { onceUnlocked, openKv } from "./open.ts";

export interface KvQueueOptions {
  /** Milliseconds before each redelivery of a message that was refused; at most five. */
  backoff?: number[];
}

const BACKOFF = [1000, 5000, 15_000, 60_000, 300_000];
/** Messages of one commit; Deno KV promises no more than a few. */
const MESSAGES_PER_COMMIT = 10;
const UNDELIVERED = "undelivered";

/** Opens (creating as needed) the queue; throws `queue_unavailable`. */
export async function openKvQueue(path: string, options: KvQueueOptions = {}): Promise<Queue> {
  return await guarded(async () => {
    await mkdir(dirname(path), { recursive: true });
    const bell = await Doorbell.open(`${path}.bells`);
    return new KvQueue(path, await openKv(path), bell, options.backoff ?? BACKOFF);
  });
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LintelError || error instanceof RangeError) throw error;
    throw new LintelError("queue_unavailable", `Deno KV: ${messageOf(error)}`, { cause: error });
  }
}

class KvQueue implements Queue {
  readonly kind = "kv";
  readonly capabilities = { acrossHosts: false, durable: true };
  /** Every process looks at a store on its own host, which costs little. */
  readonly ends = null;
  private consumer: { kv: KvConsumer; port: Consumer } | null = null;
  private closed = false;

  constructor(
    private readonly path: string,
    private readonly kv: Deno.Kv,
    private readonly bell: Doorbell,
    private readonly backoff: number[],
  ) {}

  async enqueue(queue: QueueName, ids: readonly string[]): Promise<void> {
    const messages = batches(ids);
    if (messages.length === 0) return;
    // What the ids name is in the store already: our own consumer need wait neither for the
    // disk nor for the queue to answer at all.
    this.wake(queue, "committed");
    await guarded(async () => {
      for (let at = 0; at < messages.length; at += MESSAGES_PER_COMMIT) {
        const some = messages.slice(at, at + MESSAGES_PER_COMMIT);
        await onceUnlocked(() => this.commit(queue, some));
      }
    });
    this.bell.ring();
  }

  private commit(queue: QueueName, messages: readonly string[][]): Promise<unknown> {
    let commit = this.kv.atomic();
    for (const ids of messages) {
      const message: Message = { queue, ids };
      commit = commit.enqueue(message, {
        backoffSchedule: this.backoff,
        keysIfUndelivered: [[UNDELIVERED, letterId()]],
      });
    }
    return commit.commit();
  }

  wake(queue: QueueName, work: WorkState): boolean {
    this.consumer?.port.onWake(queue, work);
    return this.consumer !== null;
  }

  async consume(consumer: Consumer): Promise<void> {
    if (this.consumer !== null) throw new Error("this queue has a consumer already");
    const handle = await guarded(() => openKv(this.path));
    this.consumer = { kv: new KvConsumer(handle, consumer, this.bell), port: consumer };
  }

  async stopConsuming(): Promise<void> {
    const consumer = this.consumer;
    this.consumer = null;
    // What was not begun would come back to others only after a minute.
    for (const { queue, ids } of await consumer?.kv.stop() ?? []) await this.enqueue(queue, ids);
  }

  async undelivered(limit: number): Promise<UndeliveredMessage[]> {
    return await guarded(async () => {
      const letters: UndeliveredMessage[] = [];
      type Letter = { queue: QueueName; ids: string[] };
      for await (const entry of this.kv.list<Letter>({ prefix: [UNDELIVERED] }, { limit })) {
        letters.push({ id: String(entry.key[1]), queue: entry.value.queue, ids: entry.value.ids });
      }
      return letters;
    });
  }

  async discard(id: string): Promise<void> {
    await guarded(() => this.kv.delete([UNDELIVERED, id]));
  }

  async ping(): Promise<void> {
    await guarded(async () => {
      // SQLite goes on with a file that was removed, and a read does not notice a full disk.
      await stat(this.path);
      await this.kv.set(["ping"], Date.now());
    });
  }

  async facts(): Promise<BackendFacts> {
    const { size } = await guarded(() => stat(this.path));
    return fileFacts("kv", null, size);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    try {
      // Hands over what was not begun, which a database that is locked or damaged may refuse.
      await this.stopConsuming();
    } finally {
      this.kv.close();
      await this.bell.close();
    }
  }
}

/** Sorts by time, so that dead letters are listed oldest first. */
function letterId(): string {
  return `${Date.now().toString(36).padStart(10, "0")}-${crypto.randomUUID()}`;
}
