/** The part of the store's port that sums up what the service did. */
import type { TrendPoint } from "../jobs/trend_point.ts";
import type { QueueName } from "../queue/port.ts";

/**
 * Seconds of the stretches of time that sums are kept for; the shorter ones are kept for less long.
 */
export const TREND_STEPS = [60, 900, 21_600] as const;
export type TrendStep = (typeof TREND_STEPS)[number];

/** How much waited in a queue in a stretch of time, by `samples` looks at it. */
export interface QueueSample {
  queue: QueueName;
  /** Unix ms. */
  at: number;
  samples: number;
  /** What waited, over all samples, and at most. */
  length_sum: number;
  length_max: number;
  /** Milliseconds that the oldest one had waited, at most. */
  oldest_max: number;
}

export interface TrendStore {
  /**
   * Adds jobs that have ended to the sums, each end once, at most `limit` of them; how many there
   * were. What another process is adding at the same time is left to it.
   */
  count(limit: number): Promise<number>;
  /** The stretches from `from` on and before `to`, in order; `label` as `project:shop`, null all. */
  points(label: string | null, step: TrendStep, from: number, to: number): Promise<TrendPoint[]>;
  /**
   * Looks at how much waits in each queue and adds that to the sums, once a minute whoever asks:
   * false where the minute of `now` has its sample.
   */
  sample(now: number): Promise<boolean>;
  /** The samples of the stretches from `from` on and before `to`, in order; those there are. */
  samples(step: TrendStep, from: number, to: number): Promise<QueueSample[]>;
  /** Forgets the stretches of a length that began before `cutoff`; how many those were. */
  prune(step: TrendStep, cutoff: number): Promise<number>;
}
