/**
 * A time limit for what another process does, in which only time counts that this process ran as
 * well. Where both were suspended (SIGSTOP, a machine that slept, a virtual one that was paused)
 * the other had no time to work; where only this one was, the answer may lie in the pipe, unread.
 */

/** Milliseconds between looks at the clock. */
const TICK = 1000;
/** Milliseconds by which a look may be late, because of a busy machine, and count in full. */
const LATE = 1000;

export class TimeLimit {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private used = 0;

  /** Calls `expired`, once, when `limit` milliseconds have been used up; `stop` prevents it. */
  constructor(
    private readonly limit: number,
    private readonly expired: () => void,
    /** Milliseconds of a clock that never jumps back. */
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.wait(Math.min(TICK, limit));
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private wait(ms: number): void {
    const began = this.clock();
    this.timer = setTimeout(() => this.look(ms, this.clock() - began), ms);
  }

  /** `waited` milliseconds for what should have taken `planned`. */
  private look(planned: number, waited: number): void {
    const suspended = waited > planned + LATE;
    this.used += suspended ? planned : waited;
    // Behind a suspension there is a tick at least for what came meanwhile; where every look is
    // late, the limit is reached all the same.
    const end = this.limit + (suspended ? TICK : 0);
    if (this.used >= end) this.expired();
    else this.wait(suspended ? TICK : Math.min(TICK, this.limit - this.used));
  }
}
