/** A job or a task that somebody names, who is told where there is none. */
import { LintelError } from "../errors.ts";
import type { Job, Task } from "../jobs/job.ts";
import type { Services } from "./services.ts";

/** Throws `not_found`. */
export async function findJob({ store }: Pick<Services, "store">, job_id: string): Promise<Job> {
  const job = await store.jobs.get(job_id);
  if (job === null) throw new LintelError("not_found", `There is no job ${job_id}.`);
  return job;
}

/** Throws `not_found`. */
export async function findTask({ store }: Pick<Services, "store">, task_id: string): Promise<Task> {
  const task = await store.tasks.get(task_id);
  if (task === null) throw new LintelError("not_found", `There is no task ${task_id}.`);
  return task;
}
