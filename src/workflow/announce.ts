/**
 * Tells the queue what was committed. The worker of this process is woken at once; the messages
 * are gathered, so that under load one carries the ids of many. A message that cannot be sent is
 * only logged, because the sweeper enqueues again what the store says is due.
 */
import { setTimeout as delay } from "node:timers/promises";
import { log } from "../observability/log.ts";
import type { Queue, QueueName } from "../queue/port.ts";

const logger = log("workflow.announce");

/** Milliseconds between two messages of one queue; the first goes out at once. */
const GATHER = 15;
/**
 * Milliseconds for which ids are gathered that a worker of this process knows of already: the
 * message is for other workers, where this one does not get to them, and for after a crash.
 */
const GATHER_KNOWN = 100;

export class Announcer {
  private readonly waiting = new Map<QueueName, Set<string>>();
  private readonly sending = new Map<QueueName, Promise<void>>();

  constructor(private readonly queue: Queue) {}

  /** Tells a worker of this process to claim in the very commit that is about to bring work. */
  expect(queue: QueueName): void {
    this.queue.wake(queue, "expected");
  }

  announce(queue: QueueName, ids: readonly string[]): void {
    if (ids.length === 0) return;
    const set = this.waiting.get(queue) ?? new Set();
    for (const id of ids) set.add(id);
    this.waiting.set(queue, set);
    const known = this.queue.wake(queue, "committed");
    if (!this.sending.has(queue)) this.sending.set(queue, this.drain(queue, known));
  }

  /** Resolves when everything announced so far was sent or given up. */
  async settled(): Promise<void> {
    await Promise.all(this.sending.values());
  }

  private async drain(queue: QueueName, known: boolean): Promise<void> {
    // What is committed in this turn goes out together.
    await (known ? delay(GATHER_KNOWN) : Promise.resolve());
    for (;;) {
      const ids = this.waiting.get(queue);
      if (ids === undefined) break;
      this.waiting.delete(queue);
      await this.send(queue, [...ids]);
      await delay(known ? GATHER_KNOWN : GATHER);
    }
    this.sending.delete(queue);
  }

  private async send(queue: QueueName, ids: readonly string[]): Promise<void> {
    try {
      await this.queue.enqueue(queue, ids);
    } catch (error) {
      logger.warning("the queue took no message; the sweeper will send it again", {
        queue,
        count: ids.length,
        error,
      });
    }
  }
}
