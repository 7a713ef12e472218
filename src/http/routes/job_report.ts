/** GET /jobs/{id}/report: the whole job in one document, written as it is read. */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { LintelError } from "../../errors.ts";
import { type ReportFormat, REPORTS } from "../../lint/report/mod.ts";
import type { ReportKind } from "../../lint/report/port.ts";
import { log } from "../../observability/log.ts";
import { comparisonOf } from "../../workflow/baselines.ts";
import { findJob } from "../../workflow/find.ts";
import { report } from "../../workflow/report.ts";
import { preferredType } from "../accept.ts";
import { bodyStream } from "../body_stream.ts";
import type { Env } from "../env.ts";
import { problems, refuseInvalid } from "../problem.ts";
import { rawRoute } from "../route.ts";
import { JobParams } from "../schemas/job.ts";

const logger = log("http.report");

const NAMES = Object.keys(REPORTS) as [ReportFormat, ...ReportFormat[]];
const Query = z.object({
  format: z.enum(NAMES).optional().openapi({
    description: "The format; it wins over the Accept header. docs/reports.md has each.",
  }),
});

/** Formats by the media type that the Accept header asks for. */
const BY_TYPE = new Map(
  NAMES.flatMap((name) => {
    const { mediaType } = REPORTS[name];
    return mediaType === null ? [] : [[mediaType as string, name] as const];
  }),
);

/** Media types of documents that are no text to whoever reads them by their type. */
const DOCUMENT = /[/+]json$|yaml$/;

function chooseFormat(c: Context<Env>): ReportFormat {
  const query = Query.safeParse(c.req.query());
  if (!query.success) refuseInvalid(query.error);
  if (query.data.format !== undefined) return query.data.format;
  const types = [...BY_TYPE.keys()];
  const type = preferredType(c.req.header("Accept"), types);
  if (type === undefined) {
    throw new LintelError("not_acceptable", `A report comes as ${types.join(", ")}.`);
  }
  return BY_TYPE.get(type)!;
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
          ...Object.fromEntries(
            [...BY_TYPE.keys()].filter((type) => type !== "application/json")
              .map((type) => [type, { schema: DOCUMENT.test(type) ? z.unknown() : z.string() }]),
          ),
        },
      },
      ...problems(406),
    },
  },
  (deps) => async (c) => {
    const job = await findJob(deps.services, c.req.param("job_id") ?? "");
    const format = chooseFormat(c);
    const kind: ReportKind = REPORTS[format];
    c.header("Content-Type", kind.contentType);
    c.header("Content-Disposition", `inline; filename="lintel-${job.job_id}.${kind.extension}"`);
    c.header("Vary", "Accept");
    if (kind.policy !== undefined) {
      c.header("Content-Security-Policy", `${kind.policy}; frame-ancestors 'none'; sandbox`);
    }
    const baseline = await comparisonOf(deps.services, job);
    const { job_id } = job;
    const body = await bodyStream(report(deps.services, job, format, baseline), {
      failed: (error) => logger.error("a report broke off", { job_id, format, error }),
      abandoned: () => logger.info("a report was not read to its end", { job_id, format }),
      answer: c.env?.outgoing,
    });
    return c.body(body);
  },
);
