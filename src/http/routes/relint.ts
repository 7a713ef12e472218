/** POST /jobs/{id}/relint: the same files under other options; GET /jobs/{id}/difference. */
import { z } from "@hono/zod-openapi";
import { differenceOf, type DifferencePlace, originOf } from "../../workflow/difference.ts";
import { findJob } from "../../workflow/find.ts";
import { relint } from "../../workflow/relint.ts";
import { jsonBody } from "../json_body.ts";
import { problems } from "../problem.ts";
import { rawRoute, route } from "../route.ts";
import { JobParams } from "../schemas/job.ts";
import { Cursor, decodeCursor, encodeCursor, invalidCursor, Limit } from "../schemas/page.ts";
import { Options } from "../schemas/submission.ts";
import { accepted, acceptedAnswer } from "./submit_job.ts";

const { dialect, engine, config, rules, exclude_rules } = Options.shape;

const Body = z.object({
  dialect: dialect.nullable(),
  engine,
  config: config.nullable(),
  rules: rules.nullable(),
  exclude_rules: exclude_rules.nullable(),
}).strict().openapi("RelintRequest", {
  description: "What is to be otherwise than in the job; null takes away what that one says.",
});

/** Bytes of the body: configuration is its largest part. */
const BYTES = 1024 * 1024;

export const relintJob = rawRoute(
  { scope: "submit" },
  {
    method: "post",
    path: "/api/v1/jobs/{job_id}/relint",
    summary: "Lint the files of a job again, with other options or a newer engine",
    tags: ["jobs"],
    request: {
      params: JobParams,
      body: { required: true, content: { "application/json": { schema: Body } } },
    },
    responses: { 202: accepted, ...problems(408, 409, 413, 415, 429) },
  },
  (deps) => async (c) => {
    const change = await jsonBody(c, deps, Body, BYTES);
    const made = await relint(deps.services, c.req.param("job_id")!, change, c.get("caller"));
    c.get("event").job_id = made.job_id;
    deps.metrics.jobs.inc({ status: "ACCEPTED" });
    return acceptedAnswer(c, made, null);
  },
);

const n = z.number().int();
const Change = z.object({ new: n, gone: n, unchanged: n });

const DifferenceView = z.object({
  job_id: z.string(),
  against: z.string().openapi({ description: "The job that it was made from." }),
  total: Change,
  files_compared: n,
  files_not_compared: n.openapi({ description: "Not linted in both jobs." }),
  rules: z.array(Change.extend({ code: z.string() })),
  files: z.array(Change.extend({
    file_name: z.string(),
    task_id: z.string().nullable(),
    was_task_id: z.string().nullable(),
    compared: z.boolean(),
  })).openapi({ description: "Files that differ or could not be compared." }),
  next_cursor: z.string().nullable(),
}).openapi("Difference");

const SIDES = ["now", "before"] as const;

export const jobDifference = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/jobs/{job_id}/difference",
    summary: "What a relint finds otherwise, by rule and by file",
    tags: ["jobs"],
    request: { params: JobParams, query: z.object({ limit: Limit, cursor: Cursor }) },
    responses: {
      200: {
        description: "A page of the files that differ, with the sums of those that it looked " +
          "into. It looks into a bounded number of files: it may list fewer than asked for, or " +
          "none, and still have a next one. The sums of the job are those of all pages",
        content: { "application/json": { schema: DifferenceView } },
      },
      ...problems(409),
    },
  },
  (deps) => async (c) => {
    const { limit, cursor } = c.req.valid("query");
    const job = await findJob(deps.services, c.req.valid("param").job_id);
    const origin = await originOf(deps.services, job);
    const from = cursor === undefined ? undefined : placeOf(cursor);
    const { page, next } = await differenceOf(deps.services, job, origin, limit, from);
    const next_cursor = next === null
      ? null
      : encodeCursor([SIDES.indexOf(next.side), next.seq, next.paired]);
    return c.json({ job_id: job.job_id, ...page, next_cursor }, 200);
  },
);

/** Throws `invalid_cursor`. */
function placeOf(cursor: string): DifferencePlace {
  const [nth, seq, paired] = decodeCursor(cursor, ["number", "number", "number"]);
  const side = SIDES[nth];
  if (side === undefined) throw invalidCursor();
  return { side, seq, paired };
}
