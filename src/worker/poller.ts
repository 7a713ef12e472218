/** Looks for work when woken and at intervals, never twice at a time, and never misses a wake. */
import { log } from "../observability/log.ts";
import type { WorkState } from "../queue/port.ts";

/** Milliseconds between looks when nothing wakes it: retries become due by time alone. */
const INTERVAL = 1000;

/** `poll` looks for work, and is not called again before it has ended. */
export class Poller {
  private polling: Promise<void> | null = null;
  private again = false;
  private expected = false;
  private stopped = true;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly logger;

  constructor(name: string, private readonly poll: (work: WorkState) => Promise<void>) {
    this.logger = log(`worker.${name}`);
  }

  start(): void {
    this.stopped = false;
    this.timer = setInterval(() => void this.wake(), INTERVAL);
    void this.wake();
  }

  /**
   * Looks now, or once more after the look under way. Resolves when it has looked. That look is told
   * where the work is. Before the start, when a queue may deliver already, it is kept for the first.
   */
  wake(work: WorkState = "committed"): Promise<void> {
    this.again = true;
    this.expected ||= work === "expected";
    if (this.stopped) return this.polling ?? Promise.resolve();
    this.polling ??= this.run();
    return this.polling;
  }

  /** No more looks; resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.polling;
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopped) {
      const work = this.expected ? "expected" : "committed";
      this.again = this.expected = false;
      try {
        await this.poll(work);
      } catch (error) {
        // What failed may be back at the next look.
        this.logger.error("work could not be claimed", { error });
      }
    }
    this.polling = null;
  }
}
