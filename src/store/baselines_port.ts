/** The part of the store's port that holds baselines, and how jobs stand to theirs. */
import type { BaselineFinding } from "../lint/baseline.ts";

/** The findings that a project had at one time, by name. Times are Unix milliseconds. */
export interface Baseline {
  name: string;
  /** The label `project` of the jobs that it is for. */
  project: string;
  owner: string;
  reason: string;
  created_at: number;
  created_by: string;
  /** From then on no job is compared with it; null where it holds for good. */
  expires_at: number | null;
  /** The job whose findings it holds; null where it was given. */
  from_job: string | null;
  /** How many findings it holds. */
  findings: number;
}

export interface BaselineFilter {
  project?: string;
}

/** How the findings of one task stand: a `n` for each that is new, a `u` for each that is not. */
export interface TaskStates {
  seq: number;
  states: string;
}

export interface BaselineStore {
  /** False where there is one of this name. */
  create(baseline: Baseline, findings: readonly BaselineFinding[]): Promise<boolean>;
  get(name: string): Promise<Baseline | null>;
  /** In order of their names; `after` is that of the last row before. */
  list(filter: BaselineFilter, limit: number, after?: string): Promise<Baseline[]>;
  /** What it holds; null where there is none of this name. */
  findings(name: string): Promise<BaselineFinding[] | null>;
  delete(name: string): Promise<boolean>;
  /** Of these tasks of a job those that have new findings; all others have none. */
  states(job_id: string, seqs: readonly number[]): Promise<TaskStates[]>;
}
