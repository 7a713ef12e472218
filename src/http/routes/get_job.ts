/** GET /jobs/{id} */
import { findJob } from "../../workflow/find.ts";
import { route } from "../route.ts";
import { JobDetail, JobParams } from "../schemas/job.ts";
import { detailOf } from "./job_detail.ts";

export const getJob = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/jobs/{job_id}",
    summary: "Status, progress, verdict and summary of a job",
    tags: ["jobs"],
    request: { params: JobParams },
    responses: {
      200: { description: "The job", content: { "application/json": { schema: JobDetail } } },
    },
  },
  (deps) => async (c) => {
    const job = await findJob(deps.services, c.req.valid("param").job_id);
    return c.json(await detailOf(deps, job), 200);
  },
);
