/**
 * Gathers what ended and writes it in batches: at once while the worker is idle, and in larger
 * batches the busier it is. What cannot be written now is kept and tried again; a batch that the
 * store refuses is written end by end.
 */
import { log } from "../observability/log.ts";
import type { Finished, Grouping } from "../workflow/finish.ts";
import type { RunEnd } from "../workflow/run.ts";
import { mayPass, SingleWriter } from "./single_writer.ts";

const logger = log("worker.flush");

/**
 * Milliseconds to gather more while others are still running: somebody waits for a single job,
 * and for an archive until its last file. A batch costs the store as much as twenty files.
 */
const GATHER_SINGLES = 15;
const GATHER_FILES = 80;
/** Running tasks up to which a single job is not gathered: somebody waits for each of so few. */
const FEW = 16;
/** Ends that are worth a batch without gathering. */
const ENOUGH = 64;
const RETRY_DELAY = 1000;

export class BatchWriter {
  private buffer: RunEnd[] = [];
  private writing = false;
  /** Ends the pause in so many milliseconds, unless it ends before. */
  private wakeUp: ((within: number) => void) | null = null;
  private idle: (() => void)[] = [];
  private readonly singly: SingleWriter;

  constructor(
    private readonly write: (ends: readonly RunEnd[], as: Grouping) => Promise<Finished>,
    private readonly written: (ends: readonly RunEnd[], finished: Finished) => void,
    /** How many tasks are still running. */
    private readonly running: () => number,
  ) {
    this.singly = new SingleWriter(
      async (end) => this.report([end], await this.write([end], "single")),
      () => this.settle(),
    );
  }

  add(end: RunEnd): void {
    this.buffer.push(end);
    if (!this.gathers()) this.wakeUp?.(0);
    else if (isSingle(end)) this.wakeUp?.(GATHER_SINGLES);
    void this.loop();
  }

  /** Resolves when nothing is waiting to be written. */
  drained(): Promise<void> {
    if (this.isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private isIdle(): boolean {
    return !this.writing && this.buffer.length === 0 && this.singly.empty;
  }

  private settle(): void {
    if (this.isIdle()) { for (const resolve of this.idle.splice(0)) resolve(); }
  }

  /** Whether more is worth waiting for: not for the last of an archive, nor for one of few jobs. */
  private gathers(): boolean {
    const running = this.running();
    if (this.buffer.length >= ENOUGH || running === 0) return false;
    return running > FEW || !this.buffer.some(isSingle);
  }

  private async loop(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    while (this.buffer.length > 0) {
      if (this.gathers()) await this.pause();
      const batch = this.buffer;
      this.buffer = [];
      await this.flush(batch);
    }
    this.writing = false;
    this.settle();
  }

  private async flush(batch: readonly RunEnd[]): Promise<void> {
    let left: readonly RunEnd[] = batch;
    try {
      return this.report(batch, await this.write(batch, "batch"));
    } catch (error) {
      const count = batch.length;
      if (mayPass(error)) {
        logger.error("results could not be written and are kept", { count, error });
      } else {
        if (count > 1) {
          logger.warning("a batch of results was refused and is written singly", { count, error });
        }
        left = await this.singly.take(batch);
      }
    }
    if (left.length === 0) return;
    this.buffer = [...left, ...this.buffer];
    await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY));
  }

  /** What is written stays written, whatever becomes of those who hear of it. */
  private report(ends: readonly RunEnd[], finished: Finished): void {
    try {
      this.written(ends, finished);
    } catch (error) {
      logger.error("the end of tasks was written and could not be reported", { error });
    }
  }

  private pause(): Promise<void> {
    const single = this.buffer.some(isSingle);
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

function isSingle({ claim }: RunEnd): boolean {
  return claim.submission_type === "SINGLE_FILE";
}
