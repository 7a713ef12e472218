/** What GET /jobs/{id} shows, gathered from the store. */
import type { z } from "@hono/zod-openapi";
import type { Job } from "../../jobs/job.ts";
import type { HttpDeps } from "../env.ts";
import { type JobDetail, jobDetail } from "../schemas/job.ts";

export async function detailOf(deps: HttpDeps, job: Job): Promise<z.infer<typeof JobDetail>> {
  // A single file is never expanded.
  if (job.submission_type === "SINGLE_FILE") return jobDetail(job, []);
  return jobDetail(job, await deps.services.store.tasks.expansionAttempts(job.job_id));
}
