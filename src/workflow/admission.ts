/**
 * Refuses submissions while too much waits. The store is asked now and then, and what this process
 * has let in since is added: counting the queue for each of hundreds of submissions a second would
 * cost more than some of them.
 */
import { LintelError } from "../errors.ts";
import type { Store } from "../store/port.ts";

/** Milliseconds for which a count is good. */
const FRESH = 250;
/** Seconds after which a refused sender may try again. */
const RETRY_AFTER = 30;

export class Admission {
  private waiting = 0;
  private admitted = 0;
  private countedAt = -Infinity;
  private counting: Promise<void> | null = null;

  constructor(
    private readonly store: Store,
    /** Waiting tasks and archives from which on nothing is let in. */
    private readonly limit: number,
  ) {}

  /** Throws `queue_full`, and what the store throws. */
  async admit(): Promise<void> {
    const stale = performance.now() - this.countedAt > FRESH;
    if (stale || this.isFull()) await this.count();
    // Of many that waited for one count, no more are let in than it left room for.
    if (this.isFull()) {
      const waiting = this.waiting + this.admitted;
      throw new LintelError(
        "queue_full",
        `${waiting} tasks are waiting, and this service takes at most ${this.limit}`,
        { retryAfter: RETRY_AFTER },
      );
    }
    this.admitted++;
  }

  private isFull(): boolean {
    return this.waiting + this.admitted >= this.limit;
  }

  /** One count at a time: whoever comes while it is under way takes its answer. */
  private count(): Promise<void> {
    this.counting ??= this.ask().finally(() => this.counting = null);
    return this.counting;
  }

  private async ask(): Promise<void> {
    const depths = await this.store.maintenance.depths();
    this.waiting = depths.reduce((sum, { length }) => sum + length, 0);
    this.admitted = 0;
    this.countedAt = performance.now();
  }
}
