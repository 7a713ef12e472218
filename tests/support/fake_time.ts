/** A clock that only a test moves: setTimeout and performance.now() in its hands. */

interface Timer {
  at: number;
  run: () => void;
}

export class FakeTime implements Disposable {
  private now = 1_000_000;
  private next = 1;
  private readonly timers = new Map<number, Timer>();
  private readonly real = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    now: performance.now,
  };

  constructor() {
    const set = (run: () => void, ms = 0): number => {
      const id = this.next++;
      this.timers.set(id, { at: this.now + Math.max(0, ms), run });
      return id;
    };
    const clear = (id?: number): void => {
      if (id !== undefined) this.timers.delete(id);
    };
    Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
    performance.now = () => this.now;
  }

  /** Timers that wait. */
  get pending(): number {
    return this.timers.size;
  }

  /** Moves the clock, running what becomes due, and lets promises settle. */
  async tick(ms: number): Promise<void> {
    const end = this.now + ms;
    await this.settle();
    for (;;) {
      const due = [...this.timers].filter(([, t]) =>
        t.at <= end
      ).sort(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) break;
      const [id, timer] = due;
      this.timers.delete(id);
      this.now = Math.max(this.now, timer.at);
      timer.run();
      await this.settle();
    }
    this.now = end;
  }

  private async settle(): Promise<void> {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  }

  [Symbol.dispose](): void {
    globalThis.setTimeout = this.real.setTimeout;
    globalThis.clearTimeout = this.real.clearTimeout;
    performance.now = this.real.now;
  }
}
