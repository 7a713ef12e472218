/**
 * The time that jobs, leases and retention go by: the store's, so that hosts whose clocks differ
 * agree on what is due. It is the time of the last measurement plus what a clock that never jumps
 * has counted since.
 */
import type { Store } from "../store/port.ts";
import { periodic, type Service } from "./periodic.ts";

const INTERVAL = 10_000;
/** Milliseconds after which a measurement is replaced even by one that took longer. */
const OLD = 60_000;

interface Measurement {
  /** Unix ms by the store at 0 of performance.now(). */
  base: number;
  /** Milliseconds that the answer took: twice the error at most. */
  took: number;
  at: number;
}

export class StoreClock {
  private last: Measurement | null = null;

  private constructor(private readonly store: Store) {}

  /** A clock that has been set. Throws what the store throws. */
  static async open(store: Store): Promise<StoreClock> {
    const clock = new StoreClock(store);
    await clock.measure();
    return clock;
  }

  /** Unix ms. */
  now(): number {
    return this.last === null ? Date.now() : Math.round(this.last.base + performance.now());
  }

  /** Asks the store for its time. A store of this host alone goes by this host's clock. */
  async measure(): Promise<void> {
    const began = performance.now();
    const time = await this.store.maintenance.time();
    if (time === null) return;
    const at = performance.now();
    const took = at - began;
    const { last } = this;
    if (last !== null && took > 2 * last.took && at - last.at < OLD) return;
    this.last = { base: time - (began + at) / 2, took, at };
  }
}

export function clockService(clock: StoreClock): Service {
  return periodic("clock", INTERVAL, () => clock.measure());
}
