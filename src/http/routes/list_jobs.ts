/** GET /jobs: newest first, filtered, page by page. */
import { z } from "@hono/zod-openapi";
import { searchJobs } from "../../workflow/search.ts";
import { route } from "../route.ts";
import { JobView, jobView } from "../schemas/job.ts";
import { jobSearch, JobSearchFields } from "../schemas/job_search.ts";
import { Cursor, decodeCursor, encodeCursor, Limit } from "../schemas/page.ts";

const Query = JobSearchFields.extend({ limit: Limit, cursor: Cursor });

export const listJobs = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/jobs",
    summary: "List jobs, newest first",
    tags: ["jobs"],
    request: { query: Query },
    responses: {
      200: {
        description: "A page of jobs. With `rule` or `file` it may have fewer than `limit`, or " +
          "none, before the last page: only `next_cursor` null says that it is that",
        content: {
          "application/json": {
            schema: z.object({ jobs: z.array(JobView), next_cursor: z.string().nullable() }),
          },
        },
      },
    },
  },
  (deps) => async (c) => {
    const { limit, cursor, ...filter } = c.req.valid("query");
    const before = cursor === undefined ? undefined : decodeCursor(cursor, ["string"])[0];
    const { jobs, next } = await searchJobs(deps.services, jobSearch(filter), limit, before);
    const next_cursor = next === null ? null : encodeCursor([next]);
    return c.json({ jobs: jobs.map(jobView), next_cursor }, 200);
  },
);
