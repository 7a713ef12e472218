/** POST /jobs/{id}/relint: the same files under other options; GET /jobs/{id}/difference. */
import { z } from "@hono/zod-openapi";
import { type Difference, differenceOf, originOf } from "../../workflow/difference.ts";
import { relint } from "../../workflow/relint.ts";
import { jsonBody } from "../json_body.ts";
import { problems } from "../problem.ts";
import { rawRoute, route } from "../route.ts";
import { JobParams } from "../schemas/job.ts";
import { Cursor, decodeCursor, encodeCursor, Limit } from "../schemas/page.ts";
import { Options } from "../schemas/submission.ts";
import { findJob } from "./job_detail.ts";
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

/** Differences kept: of jobs that have ended they stay the same. */
const KEPT = 16;

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
        description: "The sums, and a page of the files",
        content: { "application/json": { schema: DifferenceView } },
      },
      ...problems(409),
    },
  },
  (deps) => {
    const kept = new Map<string, Promise<Difference>>();
    return async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const job = await findJob(deps, c.req.valid("param").job_id);
      const origin = await originOf(deps.services, job);
      // A job that is retried ends anew.
      const key = [job, origin].map((j) => `${j.job_id} ${j.finished_at}`).join(" ");
      let computed = kept.get(key);
      if (computed === undefined) {
        kept.set(key, computed = differenceOf(deps.services, job, origin));
        if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
        computed.catch(() => kept.delete(key));
      }
      const { files, ...sums } = await computed;
      const from = cursor === undefined ? 0 : decodeCursor(cursor, ["number"])[0];
      const page = files.slice(from, from + limit);
      const next = from + limit < files.length ? encodeCursor([from + limit]) : null;
      return c.json({ job_id: job.job_id, ...sums, files: page, next_cursor: next }, 200);
    };
  },
);
