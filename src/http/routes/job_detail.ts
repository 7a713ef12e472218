/** What GET /jobs/{id} shows, gathered from the store. */
import type { z } from "@hono/zod-openapi";
import { LintelError } from "../../errors.ts";
import type { Job, Task } from "../../jobs/job.ts";
import type { HttpDeps } from "../env.ts";
import { type JobDetail, jobDetail } from "../schemas/job.ts";

export async function detailOf(deps: HttpDeps, job: Job): Promise<z.infer<typeof JobDetail>> {
  // A single file is never expanded.
  if (job.submission_type === "SINGLE_FILE") return jobDetail(job, []);
  return jobDetail(job, await deps.services.store.tasks.expansionAttempts(job.job_id));
}

/** Throws `not_found`. */
export async function findJob(deps: HttpDeps, job_id: string): Promise<Job> {
  const job = await deps.services.store.jobs.get(job_id);
  if (job === null) throw new LintelError("not_found", `There is no job ${job_id}.`);
  return job;
}

/** Throws `not_found`. */
export async function findTask(deps: HttpDeps, task_id: string): Promise<Task> {
  const task = await deps.services.store.tasks.get(task_id);
  if (task === null) throw new LintelError("not_found", `There is no task ${task_id}.`);
  return task;
}
