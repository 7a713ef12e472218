/** Delivery of messages to one process: its own handle, its own bound on what is in flight. */
import { log } from "../../observability/log.ts";
import type { Consumer, QueueName } from "../port.ts";
import { isMessage, type WorkMessage } from "./messages.ts";
import { Semaphore } from "./semaphore.ts";
import { Throttle } from "./throttle.ts";

const logger = log("queue.deno_kv");

/** Looks into the database for other processes' messages are at least this far apart. */
const NUDGE_INTERVAL_MS = 100;

export class Consumption {
  private readonly places: Semaphore;
  private readonly nudges: Throttle;
  private nudging: Promise<void> = Promise.resolve();
  private listening: Promise<void> = Promise.resolve();
  private readonly handedBack: WorkMessage[] = [];
  private stopped = false;

  private constructor(private readonly kv: Deno.Kv, private readonly consumer: Consumer) {
    this.places = new Semaphore(consumer.concurrency);
    this.nudges = new Throttle(NUDGE_INTERVAL_MS, () => {
      this.nudging = this.nudging.then(async () => {
        await this.kv.enqueue({ kind: "nudge" }, { backoffSchedule: [] });
      }).catch((error) => logger.warning("the queue cannot be nudged", { error }));
    });
  }

  static async start(path: string, consumer: Consumer): Promise<Consumption> {
    const consumption = new Consumption(await Deno.openKv(path), consumer);
    consumption.listening = consumption.kv.listenQueue((value) => consumption.deliver(value));
    return consumption;
  }

  /** Another process enqueued something: the consumer is told, and the database looked into. */
  heard(queue: QueueName): void {
    this.consumer.onWake(queue);
    this.nudges.request();
  }

  /** A rejection of the consumer goes up to Deno KV, which delivers the message again. */
  private async deliver(value: unknown): Promise<void> {
    if (!isMessage(value)) {
      logger.warning("a message of unknown shape was dropped");
      return;
    }
    if (value.kind === "nudge") return;
    if (!(await this.places.acquire())) {
      if (!this.stopped) this.handedBack.push(value);
      return;
    }
    try {
      await this.consumer.onMessage(value.queue, value.ids);
    } finally {
      this.places.release();
    }
  }

  /**
   * Takes nothing new, waits for what is in flight, and returns the messages that were delivered
   * but not begun: to be enqueued again, since Deno KV counts them as done.
   */
  async stop(): Promise<WorkMessage[]> {
    await this.places.close();
    this.nudges.flush();
    await this.nudging;
    this.stopped = true;
    this.kv.close();
    await this.listening;
    return this.handedBack;
  }
}
