/**
 * Gathers what ended and writes it in batches: at once while the worker is idle, and in larger
 * batches the busier it is. What cannot be written is kept and tried again.
 */
import { log } from "../observability/log.ts";
import { type Finished } from "../workflow/finish.ts";
import type { RunEnd } from "../workflow/run.ts";

const logger = log("worker.flush");

/**
 * Milliseconds to gather more while others are still running: somebody waits for a single job,
 * and for an archive until its last file.
 */
const GATHER_SINGLES = 15;
const GATHER_FILES = 40;
/** Running tasks below which nothing is gathered: somebody waits for each of so few. */
const FEW = 16;
/** Ends that are worth a batch without gathering. */
const ENOUGH = 48;
const RETRY_DELAY = 1000;

export class Flusher {
  private buffer: RunEnd[] = [];
  private writing = false;
  /** Ends the pause in so many milliseconds, unless it ends before. */
  private wakeUp: ((within: number) => void) | null = null;
  private idle: (() => void)[] = [];

  constructor(
    private readonly write: (ends: readonly RunEnd[]) => Promise<Finished>,
    private readonly written: (ends: readonly RunEnd[], finished: Finished) => void,
    /** How many tasks are still running. */
    private readonly running: () => number,
  ) {}

  add(end: RunEnd): void {
    this.buffer.push(end);
    if (this.buffer.length >= ENOUGH || this.running() <= FEW) this.wakeUp?.(0);
    else if (end.claim.submission_type === "SINGLE_FILE") this.wakeUp?.(GATHER_SINGLES);
    void this.loop();
  }

  /** Resolves when nothing is waiting to be written. */
  drained(): Promise<void> {
    if (!this.writing && this.buffer.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private async loop(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    while (this.buffer.length > 0) {
      if (this.buffer.length < ENOUGH && this.running() > FEW) await this.pause();
      const batch = this.buffer;
      this.buffer = [];
      try {
        this.written(batch, await this.write(batch));
      } catch (error) {
        logger.error("results could not be written and are kept", { count: batch.length, error });
        this.buffer = [...batch, ...this.buffer];
        await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY));
      }
    }
    this.writing = false;
    for (const resolve of this.idle.splice(0)) resolve();
  }

  private pause(): Promise<void> {
    const single = this.buffer.some(({ claim }) => claim.submission_type === "SINGLE_FILE");
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let ends = Infinity;
      const done = (): void => {
        clearTimeout(timer);
        this.wakeUp = null;
        resolve();
      };
      this.wakeUp = (within) => {
        if (within === 0) return done();
        const at = Date.now() + within;
        if (at >= ends) return;
        ends = at;
        clearTimeout(timer);
        timer = setTimeout(done, within);
      };
      this.wakeUp(single ? GATHER_SINGLES : GATHER_FILES);
    });
  }
}
