/** The part of the store's port that knows the workers, what they hold and what they are told. */
import type { JobStatus } from "../jobs/states.ts";

export const CONTROL_ACTIONS = [
  "shutdown",
  "pool_restart",
  "reset_stats",
  "pause",
  "resume",
] as const;
export type ControlAction = (typeof CONTROL_ACTIONS)[number];

export type WorkerStatus = "online" | "paused" | "draining" | "offline" | "lost";

/** One run of a worker process; `worker_id` looks like `worker-k3x9@host` and is never reused. */
export interface WorkerRow {
  worker_id: string;
  host: string;
  pid: number;
  status: WorkerStatus;
  concurrency: number;
  started_at: number;
  heartbeat_at: number;
  /** Grows with every heartbeat: its standing still is what makes a worker lost. */
  beat: number;
  /** What the worker says of itself: current tasks, totals, pool and resource usage. JSON. */
  info: Record<string, unknown>;
}

export interface ControlCommand {
  command_id: string;
  worker_id: string;
  action: ControlAction;
  created_at: number;
  done_at: number | null;
  result: string | null;
}

export interface RescueReport {
  rescued: number;
  dead_lettered: number;
  ended_jobs: { job_id: string; status: JobStatus }[];
}

export interface WorkerStore {
  /** Writes the row (inserting it first) and returns commands not done yet, oldest first. */
  heartbeat(worker: WorkerRow): Promise<ControlCommand[]>;
  get(worker_id: string): Promise<WorkerRow | null>;
  /** Rows not offline or lost, or seen since `since`; by worker_id. */
  list(since: number): Promise<WorkerRow[]>;
  command(worker_id: string, action: ControlAction, now: number): Promise<string>;
  getCommand(command_id: string): Promise<ControlCommand | null>;
  completeCommand(command_id: string, result: string, now: number): Promise<void>;
  /**
   * Marks the worker lost if its beat is still `beat`, and takes up to `limit` of its tasks and
   * expansions: back to due with an attempt used up, or dead-lettered after `max_attempts`.
   * Repeat while it reports `limit`.
   */
  rescue(
    worker_id: string,
    beat: number,
    limit: number,
    max_attempts: number,
    now: number,
  ): Promise<RescueReport>;
  /** Worker ids that hold claims, with their beat (null where the row is gone). */
  holders(after: string, limit: number): Promise<{ worker_id: string; beat: number | null }[]>;
  /** Lease tokens that the store has under this worker's name, at most `limit` of each kind. */
  leases(worker_id: string, limit: number): Promise<string[]>;
  /**
   * Gives back claims that this worker has in the store and knows nothing of, because the answer
   * to them was lost, without using up their attempt; how many they were.
   */
  releaseLeases(worker_id: string, tokens: readonly string[], now: number): Promise<number>;
  /** Removes offline and lost rows, and done commands, not touched since `cutoff`. */
  prune(cutoff: number): Promise<number>;
}
