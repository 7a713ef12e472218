/** GET /jobs/{id}/report: the whole job in one document, written as it is read. */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { stream } from "hono/streaming";
import { LintelError } from "../../errors.ts";
import { type ReportFormat, REPORTS } from "../../lint/report/mod.ts";
import { report } from "../../workflow/report.ts";
import type { Env } from "../env.ts";
import { problems, refuseInvalid } from "../problem.ts";
import { rawRoute } from "../route.ts";
import { JobParams } from "../schemas/job.ts";
import { findJob } from "./job_detail.ts";

const NAMES = Object.keys(REPORTS) as [ReportFormat, ...ReportFormat[]];
const Query = z.object({ format: z.enum(NAMES).optional() });

function chooseFormat(c: Context<Env>): ReportFormat {
  const query = Query.safeParse(c.req.query());
  if (!query.success) refuseInvalid(query.error);
  if (query.data.format !== undefined) return query.data.format;
  const header = c.req.header("Accept") ?? "*/*";
  if (/(^|,)\s*\*\/\*/.test(header)) return "json";
  const types = NAMES.map((name) => REPORTS[name].mediaType);
  const chosen = accepts(c, { header: "Accept", supports: types, default: "" });
  const format = NAMES.find((name) => REPORTS[name].mediaType === chosen);
  if (format === undefined) {
    throw new LintelError("not_acceptable", `A report comes as ${types.join(" or ")}.`);
  }
  return format;
}

export const jobReport = rawRoute(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/jobs/{job_id}/report",
    summary: "Every finding of a job in one document",
    tags: ["jobs"],
    request: { params: JobParams, query: Query },
    responses: {
      200: {
        description: "The report, in the format of `format` or of the Accept header",
        content: {
          "application/json": { schema: z.record(z.string(), z.unknown()) },
          "text/plain": { schema: z.string() },
        },
      },
      ...problems(406),
    },
  },
  (deps) => async (c) => {
    const job = await findJob(deps, c.req.param("job_id") ?? "");
    const format = chooseFormat(c);
    c.header("Content-Type", REPORTS[format].contentType);
    return stream(c, async (out) => {
      for await (const part of report(deps.services, job, format)) await out.write(part);
    });
  },
);
