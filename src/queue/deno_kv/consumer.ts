/** Takes messages of one KV database for one consumer. */
import type { Consumer, QueueName } from "../port.ts";
import { QUEUE_NAMES } from "../port.ts";
import type { Doorbell } from "./doorbell.ts";
import { Semaphore } from "../semaphore.ts";

/** What lies in the database: ids for a queue, or nothing but a knock on the listener. */
export type Message = { queue: QueueName; ids: string[] } | { knock: true };

/** Milliseconds between two knocks, however often the bell rings. */
const KNOCK_INTERVAL = 50;

export class KvConsumer {
  private readonly permits: Semaphore;
  private readonly inFlight = new Set<Promise<void>>();
  /** Delivered, and waiting for a permit. */
  private readonly waiting = new Set<Exclude<Message, { knock: true }>>();
  private readonly listening: Promise<void>;
  private stopped = false;
  private knocking: ReturnType<typeof setTimeout> | undefined;

  /** `kv` is this consumer's own handle: closing it is the only way to stop listening. */
  constructor(
    private readonly kv: Deno.Kv,
    private readonly consumer: Consumer,
    private readonly bell: Doorbell,
  ) {
    this.permits = new Semaphore(consumer.concurrency);
    this.listening = kv.listenQueue((message: Message) => this.take(message));
    bell.listen(() => this.answer());
  }

  /** Waits for what is in flight; returns the messages that were taken and not begun. */
  async stop(): Promise<{ queue: QueueName; ids: string[] }[]> {
    this.stopped = true;
    await this.bell.stopListening();
    clearTimeout(this.knocking);
    await Promise.allSettled(this.inFlight);
    this.kv.close();
    await this.listening;
    return [...this.waiting];
  }

  private async take(message: Message): Promise<void> {
    if ("knock" in message) return;
    this.waiting.add(message);
    await this.permits.acquire();
    // Neither taken nor refused, which would use up a try.
    if (this.stopped) return await new Promise<void>(() => {});
    this.waiting.delete(message);
    const work = this.consumer.onMessage(message.queue, message.ids);
    this.inFlight.add(work);
    try {
      await work;
    } finally {
      this.inFlight.delete(work);
      this.permits.release();
    }
  }

  /** Another process rang: the worker looks into the store, the listener into the database. */
  private answer(): void {
    for (const queue of QUEUE_NAMES) this.consumer.onWake(queue, "committed");
    this.knocking ??= setTimeout(() => {
      this.knocking = undefined;
      this.knock();
    }, KNOCK_INTERVAL);
  }

  private knock(): void {
    const message: Message = { knock: true };
    // Without it the message is found later; the next ring knocks again.
    this.kv.enqueue(message, { backoffSchedule: [] }).catch(() => {});
  }
}
