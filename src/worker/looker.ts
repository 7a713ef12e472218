/** Looks for work when woken and at intervals, never twice at a time, and never misses a wake. */
import { log } from "../observability/log.ts";

/** Milliseconds between looks when nothing wakes it: retries become due by time alone. */
const POLL = 1000;

export class Looker {
  private looking: Promise<void> | null = null;
  private again = false;
  private stopped = true;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly logger;

  constructor(name: string, private readonly look: () => Promise<void>) {
    this.logger = log(`worker.${name}`);
  }

  start(): void {
    this.stopped = false;
    this.timer = setInterval(() => void this.wake(), POLL);
    void this.wake();
  }

  /** Looks now, or once more after the look under way. Resolves when it has looked. */
  wake(): Promise<void> {
    this.again = true;
    this.looking ??= this.run();
    return this.looking;
  }

  /** No more looks; resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.looking;
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        await this.look();
      } catch (error) {
        // What failed may be back at the next look.
        this.logger.error("work could not be claimed", { error });
      }
    }
    this.looking = null;
  }
}
