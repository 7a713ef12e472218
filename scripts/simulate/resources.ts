/** What simulated processes share: cores, a lock, a disk that flushes for many at once, a signal. */
import type { Simulation, Wait } from "./kernel.ts";

interface Share {
  /** The progress of the cores at which the work is done. */
  ends: number;
  wake(): void;
}

/** Cores that divide their time equally among all that compute, at most one core for each. */
export class Cores {
  /** Milliseconds of work that were done, over all cores. */
  busy = 0;
  private shares: Share[] = [];
  /** Milliseconds of work that each of those that compute has done so far. */
  private progress = 0;
  private updated = 0;
  private plan = 0;

  constructor(private readonly simulation: Simulation, readonly count: number) {}

  /** Computes for `ms` milliseconds of one core. */
  use(ms: number): Wait {
    return (wake) => {
      if (ms <= 0) return wake();
      this.advance();
      this.busy += ms;
      const share = { ends: this.progress + ms, wake };
      const { shares } = this;
      let at = shares.length;
      while (at > 0 && shares[at - 1]!.ends <= share.ends) at--;
      shares.splice(at, 0, share);
      this.schedule();
    };
  }

  private rate(): number {
    return Math.min(1, this.count / Math.max(1, this.shares.length));
  }

  private advance(): void {
    this.progress += (this.simulation.now - this.updated) * this.rate();
    this.updated = this.simulation.now;
  }

  /** Plans the next end; an earlier plan is void. */
  private schedule(): void {
    const next = this.shares.at(-1);
    const plan = ++this.plan;
    if (next === undefined) return;
    this.simulation.after((next.ends - this.progress) / this.rate(), () => {
      if (plan !== this.plan) return;
      this.advance();
      const { wake } = this.shares.pop()!;
      this.schedule();
      wake();
    });
  }
}

/** Held by one at a time, in the order of asking. */
export class Lock {
  /** Milliseconds for which it was held. */
  busy = 0;
  private held = false;
  private since = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly simulation: Simulation) {}

  get free(): boolean {
    return !this.held;
  }

  take(): Wait {
    return (wake) => {
      if (this.held) {
        this.waiting.push(wake);
        return;
      }
      this.held = true;
      this.since = this.simulation.now;
      wake();
    };
  }

  give(): void {
    this.busy += this.simulation.now - this.since;
    this.since = this.simulation.now;
    const next = this.waiting.shift();
    if (next === undefined) this.held = false;
    else this.simulation.after(0, next);
  }
}

/** A disk: whoever asks while it flushes is served, with all others, by the next flush. */
export class Disk {
  busy = 0;
  private flushing = false;
  private waiting: (() => void)[] = [];

  constructor(private readonly simulation: Simulation, private readonly ms: number) {}

  flush(): Wait {
    return (wake) => {
      this.waiting.push(wake);
      if (!this.flushing) this.next();
    };
  }

  private next(): void {
    const served = this.waiting;
    this.waiting = [];
    this.flushing = served.length > 0;
    if (!this.flushing) return;
    this.busy += this.ms;
    this.simulation.after(this.ms, () => {
      for (const wake of served) wake();
      this.next();
    });
  }
}

/** Wakes all that wait for it. */
export class Signal {
  private waiting: (() => void)[] = [];

  wait(): Wait {
    return (wake) => {
      this.waiting.push(wake);
    };
  }

  ring(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }
}
