/**
 * The time that one piece of work after another may take, by a timer that outlives them: to set one
 * for each query and to clear it again took as long as writing the query.
 */
export class Deadline {
  private work: { until: number; late: () => void } | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer goes off. */
  private rings = Infinity;
  private stopped = false;

  /** Calls `late` in so many milliseconds, unless the work ends before; the last work has ended. */
  begin(limit: number, late: () => void): void {
    const until = performance.now() + limit;
    this.work = { until, late };
    if (until < this.rings) this.ring(until, limit);
  }

  end(): void {
    this.work = null;
    if (this.stopped) this.clear();
  }

  /** Lets the process end, once the work that is under way has ended or is late. */
  stop(): void {
    this.stopped = true;
    if (this.work === null) this.clear();
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.rings = Infinity;
  }

  private ring(at: number, within: number): void {
    clearTimeout(this.timer);
    this.rings = at;
    this.timer = setTimeout(() => this.look(), within);
  }

  private look(): void {
    this.rings = Infinity;
    if (this.work === null) return;
    const { until, late } = this.work;
    const left = until - performance.now();
    if (left > 0) return this.ring(until, left);
    this.work = null;
    late();
  }
}
