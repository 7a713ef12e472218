/**
 * Bounds how many messages are worked on at once: Deno KV itself hands out up to 100. Once it is
 * closed, whoever waits or comes later is told to step back.
 */
export class Semaphore {
  private held = 0;
  private closed = false;
  private readonly waiting: ((granted: boolean) => void)[] = [];
  private idle: (() => void)[] = [];

  constructor(private readonly size: number) {}

  /** True once a place is taken, false where the semaphore is closed. */
  acquire(): Promise<boolean> {
    if (this.closed) return Promise.resolve(false);
    if (this.held < this.size) {
      this.held++;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Gives a place back, to the one that has waited longest. */
  release(): void {
    const next = this.waiting.shift();
    if (next !== undefined) return next(true);
    this.held--;
    if (this.held > 0) return;
    for (const resolve of this.idle) resolve();
    this.idle = [];
  }

  /** Grants nothing any more; resolves when every place that was taken is free again. */
  close(): Promise<void> {
    this.closed = true;
    for (const resolve of this.waiting.splice(0)) resolve(false);
    if (this.held === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }
}
