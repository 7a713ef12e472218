/** POST /jobs/bulk: cancel, retry or delete every job that a filter finds. */
import { z } from "@hono/zod-openapi";
import { LintelError } from "../../errors.ts";
import { bulk, BULK_ACTIONS, MOST_JOBS, MOST_LOOKED } from "../../workflow/bulk.ts";
import { jsonBody } from "../json_body.ts";
import { requireScope } from "../middleware/auth.ts";
import { problems } from "../problem.ts";
import { rawRoute } from "../route.ts";
import { jobSearch, JobSearchFields } from "../schemas/job_search.ts";

const Body = z.object({
  action: z.enum(BULK_ACTIONS).openapi({ description: "`delete` takes the scope admin." }),
  filter: JobSearchFields.strict().openapi({
    description: "As in the query of GET /jobs. With `rule` or `file`, 422 where the rest of it " +
      `leaves more than ${MOST_LOOKED.jobs} jobs, or ${MOST_LOOKED.files} files, to look into.`,
  }),
  expected_count: z.number().int().min(0).max(MOST_JOBS).optional().openapi({
    description: "The answer is 409, and nothing is done, where another number of jobs fits. " +
      "Needed where the filter names nothing.",
  }),
  dry_run: z.boolean().default(false).openapi({ description: "Only counts what fits." }),
}).strict().openapi("BulkRequest");

export const Refused = z.array(
  z.object({ id: z.string(), code: z.string(), message: z.string() }),
);

const Outcome = z.object({
  matched: z.number().int(),
  changed: z.number().int(),
  refused: Refused.openapi({ description: "At most 1,000 of them; `refused_count` are all." }),
  refused_count: z.number().int(),
}).openapi("BulkOutcome");

function namesNothing(filter: z.infer<typeof JobSearchFields>): boolean {
  return Object.values(filter).every((value) =>
    value === undefined || (Array.isArray(value) && value.length === 0)
  );
}

export const bulkJobs = rawRoute(
  { scope: "submit" },
  {
    method: "post",
    path: "/api/v1/jobs/bulk",
    summary: "Cancel, retry or delete every job that a filter finds",
    tags: ["jobs"],
    request: {
      body: { required: true, content: { "application/json": { schema: Body } } },
    },
    responses: {
      200: { description: "Done", content: { "application/json": { schema: Outcome } } },
      ...problems(409, 413, 415),
    },
  },
  (deps) => async (c) => {
    const { filter, ...request } = await jsonBody(c, deps, Body);
    if (request.action === "delete") requireScope(c, deps.tokens, "admin");
    if (namesNothing(filter) && request.expected_count === undefined && !request.dry_run) {
      const message = "is needed where the filter names nothing, so that all jobs fit";
      throw new LintelError("validation_failed", `expected_count ${message}`, {
        fields: [{ path: "expected_count", message }],
      });
    }
    const outcome = await bulk(deps.services, { ...request, filter: jobSearch(filter) }, (job) => {
      if (job.status === "CANCELLED") deps.metrics.jobs.inc({ status: "CANCELLED" });
      deps.watch.ended(job.job_id);
    });
    const { matched, changed, refused_count } = outcome;
    Object.assign(c.get("event"), {
      bulk: { ...request, filter, matched, changed, refused_count },
    });
    return c.json(outcome, 200);
  },
);
