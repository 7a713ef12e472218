/** Lets at most so many run at once, in the order in which they came. */
export class Semaphore {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly permits: number) {}

  async acquire(): Promise<void> {
    if (this.running < this.permits) {
      this.running++;
      return;
    }
    // Whoever releases hands its permit on, so that nobody who comes later takes it.
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  release(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running--;
    else next();
  }
}
