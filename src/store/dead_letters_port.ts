/** The part of the store's port that lists tasks which used up every attempt. */
import type { Task } from "../jobs/job.ts";

/** A place in the list: the row that was shown last. */
export interface DeadLetterPlace {
  dead_lettered_at: number;
  task_id: string;
}

/** Which of them; what is not set asks nothing. */
export interface DeadLetterFilter {
  /** Of the last error. */
  code?: string;
  /** Who ran the last attempt. */
  worker?: string;
  job_id?: string;
  /** How the path begins. */
  file?: string;
}

/** How many have the same code. */
export interface DeadLetterKind {
  code: string;
  count: number;
}

export interface DeadLetterStore {
  /** The latest first. */
  list(filter: DeadLetterFilter, limit: number, before?: DeadLetterPlace): Promise<Task[]>;
  /** Of the `most` latest that fit, how many there are of each code, the most frequent first. */
  kinds(filter: DeadLetterFilter, most: number): Promise<DeadLetterKind[]>;
  /** Takes these out of the list; they stay FAILURE in their jobs. How many were in it. */
  forget(task_ids: readonly string[]): Promise<number>;
}
