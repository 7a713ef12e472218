/** The part of the store's port that lists tasks which used up every attempt. */
import type { Task } from "../jobs/job.ts";

/** A place in the list: the row that was shown last. */
export interface DeadLetterPlace {
  dead_lettered_at: number;
  task_id: string;
}

export interface DeadLetterStore {
  /** The latest first. */
  list(limit: number, before?: DeadLetterPlace): Promise<Task[]>;
  /** Takes these out of the list; they stay FAILURE in their jobs. How many were in it. */
  forget(task_ids: readonly string[]): Promise<number>;
}
