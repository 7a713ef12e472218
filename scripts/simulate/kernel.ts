/**
 * Discrete-event simulation: a clock that jumps from one event to the next, and processes that are
 * generators. A process yields what it waits for; nothing happens between two events, and equal
 * inputs give equal runs.
 */

/** Called with what wakes the process that waits. */
export type Wait = (wake: () => void) => void;

export type Process = Generator<Wait, void, void>;

interface Event {
  at: number;
  /** Events of one time happen in the order in which they were planned. */
  order: number;
  happen(): void;
}

function before(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

export class Simulation {
  /** Milliseconds since the start. */
  now = 0;
  /** A binary heap by time. */
  private readonly events: Event[] = [];
  private planned = 0;

  /** Plans something for `ms` milliseconds from now. */
  after(ms: number, happen: () => void): void {
    const { events } = this;
    const event = { at: this.now + Math.max(0, ms), order: this.planned++, happen };
    let at = events.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(event, events[parent]!)) break;
      events[at] = events[parent]!;
      at = parent;
    }
    events[at] = event;
  }

  /** For a process: waits `ms` milliseconds. */
  sleep(ms: number): Wait {
    return (wake) => this.after(ms, wake);
  }

  /** Runs a process until it first waits; events carry it on. */
  start(process: Process): void {
    const step = (): void => {
      const next = process.next();
      if (next.done !== true) next.value(step);
    };
    step();
  }

  /** Lets events happen until `done` says so, or until there are none. */
  run(done: () => boolean): void {
    while (this.events.length > 0 && !done()) {
      const event = this.take();
      this.now = event.at;
      event.happen();
    }
  }

  private take(): Event {
    const { events } = this;
    const first = events[0]!;
    const last = events.pop()!;
    const size = events.length;
    if (size === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && before(events[child + 1]!, events[child]!)) child++;
      if (!before(events[child]!, last)) break;
      events[at] = events[child]!;
      at = child;
    }
    events[at] = last;
    return first;
  }
}
