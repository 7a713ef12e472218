/** Calls a function at once, then at most once an interval while it is asked for again. */
export class Throttle {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private asked = false;

  constructor(private readonly intervalMs: number, private readonly work: () => void) {}

  /** Runs the work now, or at the end of the interval that is under way. */
  request(): void {
    if (this.timer !== null) {
      this.asked = true;
      return;
    }
    this.work();
    this.timer = setTimeout(() => {
      this.timer = null;
      if (!this.asked) return;
      this.asked = false;
      this.request();
    }, this.intervalMs);
  }

  /** Runs at once what is still asked for, and leaves no timer behind. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.asked) this.work();
    this.asked = false;
  }
}
