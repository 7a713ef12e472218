/**
 * Ends of jobs on a channel of Redis: one PUBLISH names all that ended since the one before was
 * answered. While Redis is away they are dropped, because whoever waits also looks by itself.
 */
import type { Redis } from "ioredis";
import { log } from "../../observability/log.ts";
import { Outage } from "../../redis/connection.ts";
import type { JobEnds } from "../port.ts";

const logger = log("queue.ends");

export class RedisJobEnds implements JobEnds {
  private readonly own = crypto.randomUUID();
  private ended: string[] = [];
  private sending = false;
  private subscriber: Redis | null = null;
  private hears = false;

  /** `open` makes a connection that waits for as long as Redis is away. */
  constructor(
    private readonly channel: string,
    private readonly producer: Redis,
    private readonly open: () => Redis,
  ) {}

  get heard(): boolean {
    return this.hears;
  }

  publish(job_id: string): void {
    this.ended.push(job_id);
    if (!this.sending) void this.send();
  }

  subscribe(onEnd: (job_id: string) => void): void {
    if (this.subscriber !== null) throw new Error("this queue's ends are listened to already");
    const subscriber = this.subscriber = this.open();
    new Outage(subscriber, "ends");
    subscriber.on("message", (_channel: string, text: string) => {
      const [sender, ...ended] = text.split(" ");
      if (sender !== this.own) { for (const job_id of ended) onEnd(job_id); }
    });
    subscriber.on("close", () => this.hears = false);
    subscriber.on("ready", () => void this.hear(subscriber));
  }

  close(): void {
    this.hears = false;
    this.subscriber?.disconnect();
  }

  /** Anew on each connection: only then is it certain that messages arrive. */
  private async hear(subscriber: Redis): Promise<void> {
    try {
      await subscriber.subscribe(this.channel);
      this.hears = subscriber.status === "ready";
    } catch (error) {
      logger.warning("ends of jobs cannot be heard", { error });
    }
  }

  private async send(): Promise<void> {
    this.sending = true;
    try {
      // What ends in this turn goes out together.
      await Promise.resolve();
      while (this.ended.length > 0) {
        const ended = this.ended;
        this.ended = [];
        if (this.producer.status !== "ready") continue;
        await this.producer.publish(this.channel, [this.own, ...ended].join(" "));
      }
    } catch (error) {
      logger.warning("ends of jobs could not be told to other processes", { error });
    } finally {
      this.sending = false;
    }
  }
}
