/**
 * Tells the queue what was committed. Ids of one turn travel in one message; a message that
 * cannot be sent is only logged, because the sweeper enqueues again what the store says is due.
 */
import { log } from "../observability/log.ts";
import type { Queue, QueueName } from "../queue/port.ts";

const logger = log("workflow.announce");

export class Announcer {
  private readonly waiting = new Map<QueueName, string[]>();
  private scheduled = false;
  private sending: Promise<void> = Promise.resolve();

  constructor(private readonly queue: Queue) {}

  announce(queue: QueueName, ids: readonly string[]): void {
    if (ids.length === 0) return;
    const list = this.waiting.get(queue) ?? [];
    list.push(...ids);
    this.waiting.set(queue, list);
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      const batches = [...this.waiting];
      this.waiting.clear();
      for (const [name, batch] of batches) void this.send(name, batch);
    });
  }

  /** Resolves when everything announced so far was sent or given up. */
  async settled(): Promise<void> {
    await Promise.resolve();
    await this.sending;
  }

  private send(queue: QueueName, ids: readonly string[]): Promise<void> {
    const sent = this.queue.enqueue(queue, ids).catch((error) => {
      logger.warning("the queue took no message; the sweeper will send it again", {
        queue,
        count: ids.length,
        error,
      });
    });
    this.sending = Promise.all([this.sending, sent]).then(() => {});
    return sent;
  }
}
