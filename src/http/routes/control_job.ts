/** Cancel, retry and delete a job. */
import { cancelJob, deleteJob, retryJob } from "../../workflow/control.ts";
import { problems } from "../problem.ts";
import { route } from "../route.ts";
import { JobParams, JobView, jobView } from "../schemas/job.ts";

const Body = { "application/json": { schema: JobView } };

export const cancelOneJob = route(
  { scope: "submit" },
  {
    method: "post",
    path: "/api/v1/jobs/{job_id}/cancel",
    summary: "Cancel what has not ended",
    tags: ["jobs"],
    request: { params: JobParams },
    responses: { 200: { description: "Cancelled", content: Body }, ...problems(409) },
  },
  (deps) => async (c) => {
    const { job, done } = await cancelJob(deps.services, c.req.valid("param").job_id);
    if (done) deps.metrics.jobs.inc({ status: "CANCELLED" });
    deps.watch.ended(job.job_id);
    return c.json(jobView(job), 200);
  },
);

export const retryOneJob = route(
  { scope: "submit" },
  {
    method: "post",
    path: "/api/v1/jobs/{job_id}/retry",
    summary: "Try what failed again",
    tags: ["jobs"],
    request: { params: JobParams },
    responses: { 202: { description: "Due again", content: Body }, ...problems(409) },
  },
  (deps) => async (c) =>
    c.json(jobView(await retryJob(deps.services, c.req.valid("param").job_id)), 202),
);

export const deleteOneJob = route(
  { scope: "admin" },
  {
    method: "delete",
    path: "/api/v1/jobs/{job_id}",
    summary: "Delete a job that has ended, with its files",
    tags: ["jobs"],
    request: { params: JobParams },
    responses: { 204: { description: "Deleted" }, ...problems(403, 409) },
  },
  (deps) => async (c) => {
    await deleteJob(deps.services, c.req.valid("param").job_id);
    return c.body(null, 204);
  },
);
