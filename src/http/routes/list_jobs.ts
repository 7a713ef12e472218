/** GET /jobs: newest first, filtered, page by page. */
import { z } from "@hono/zod-openapi";
import { JOB_STATUSES, VERDICTS } from "../../jobs/states.ts";
import { ENGINE_NAMES } from "../../lint/port.ts";
import { route } from "../route.ts";
import { JobView, jobView } from "../schemas/job.ts";
import { LabelQuery } from "../schemas/labels.ts";
import { Cursor, decodeCursor, encodeCursor, Limit } from "../schemas/page.ts";

const When = z.iso.datetime({ offset: true }).optional();

const Query = z.object({
  status: z.enum(JOB_STATUSES).optional(),
  verdict: z.enum(VERDICTS).optional(),
  dialect: z.string().max(50).optional(),
  engine: z.enum(ENGINE_NAMES).optional(),
  since: When.openapi({ description: "Submitted at or after." }),
  until: When.openapi({ description: "Submitted before." }),
  q: z.string().max(255).optional().openapi({ description: "A prefix of the file name." }),
  rule: z.string().max(50).optional().openapi({
    description: "Only jobs with a finding of this rule.",
    example: "LT01",
  }),
  label: LabelQuery,
  limit: Limit,
  cursor: Cursor,
});

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
        description: "A page of jobs",
        content: {
          "application/json": {
            schema: z.object({ jobs: z.array(JobView), next_cursor: z.string().nullable() }),
          },
        },
      },
    },
  },
  (deps) => async (c) => {
    const { limit, cursor, since, until, label, ...filter } = c.req.valid("query");
    const before = cursor === undefined ? undefined : decodeCursor(cursor, ["string"])[0];
    const rows = await deps.services.store.jobs.list(
      {
        ...filter,
        labels: label,
        since: since === undefined ? undefined : Date.parse(since),
        until: until === undefined ? undefined : Date.parse(until),
      },
      limit + 1,
      before,
    );
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? encodeCursor([page.at(-1)!.job_id]) : null;
    return c.json({ jobs: page.map(jobView), next_cursor: next }, 200);
  },
);
