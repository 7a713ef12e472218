/**
 * BullMQ hands a message to one worker; the bell, one PUBLISH, tells all of them that there is
 * work, as the doorbell file does for Deno KV. A ring that is lost costs what a poll of the store
 * takes.
 */
import type { Redis } from "ioredis";
import { log } from "../../observability/log.ts";
import { Outage } from "../../redis/connection.ts";
import { QUEUE_NAMES, type QueueName } from "../port.ts";

const logger = log("queue.bell");

export class Bell {
  private readonly own = crypto.randomUUID();

  constructor(private readonly channel: string) {}

  /** Never throws and is not waited for. */
  ring(producer: Redis, queue: QueueName): void {
    producer.publish(this.channel, `${this.own} ${queue}`).catch((error: unknown) => {
      logger.warning("the bell could not be rung", { error });
    });
  }

  /**
   * Calls back when another process rang, and when the connection is back after an outage, during
   * which rings may have been missed. Resolves when rings are heard; after an outage they are again.
   */
  listen(subscriber: Redis, onRing: (queue: QueueName) => void): Promise<void> {
    new Outage(subscriber, "bell");
    subscriber.on("message", (_channel: string, text: string) => {
      const [sender, name] = text.split(" ");
      const queue = QUEUE_NAMES.find((known) => known === name);
      if (queue !== undefined && sender !== this.own) onRing(queue);
    });
    let missed = false;
    subscriber.on("close", () => missed = true);
    subscriber.on("ready", () => {
      if (missed) { for (const queue of QUEUE_NAMES) onRing(queue); }
      missed = false;
    });
    return this.subscribe(subscriber);
  }

  private async subscribe(subscriber: Redis): Promise<void> {
    try {
      // Waits for the first connection where there is none yet.
      await subscriber.subscribe(this.channel);
    } catch (error) {
      logger.warning("the bell cannot be heard", { error });
    }
  }
}
