/** The part of the store's port that sums up what the service did. */
import type { TrendPoint } from "../jobs/trend_point.ts";

/**
 * Seconds of the stretches of time that sums are kept for; the shorter ones are kept for less long.
 */
export const TREND_STEPS = [60, 900, 21_600] as const;
export type TrendStep = (typeof TREND_STEPS)[number];

export interface TrendStore {
  /**
   * Adds jobs that have ended to the sums, each end once, at most `limit` of them; how many there
   * were. What another process is adding at the same time is left to it.
   */
  count(limit: number): Promise<number>;
  /** The stretches from `from` on and before `to`, in order; `label` as `project:shop`, null all. */
  points(label: string | null, step: TrendStep, from: number, to: number): Promise<TrendPoint[]>;
  /** Forgets the stretches of a length that began before `cutoff`; how many those were. */
  prune(step: TrendStep, cutoff: number): Promise<number>;
}
