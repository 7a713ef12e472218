/** GET /jobs/{id}/fixed: all fixes of a job in one document, made while it is sent. */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { LintelError } from "../../errors.ts";
import type { Job } from "../../jobs/job.ts";
import { log } from "../../observability/log.ts";
import { findJob } from "../../workflow/find.ts";
import {
  FIXES_FILES,
  fixesAsArchive,
  fixesAsPatch,
  type FixesFiles,
  refuseUnfixable,
} from "../../workflow/fixes.ts";
import type { Services } from "../../workflow/services.ts";
import { preferredType } from "../accept.ts";
import { bodyStream } from "../body_stream.ts";
import type { Env, HttpDeps } from "../env.ts";
import { Places } from "../places.ts";
import { problems, refuseInvalid } from "../problem.ts";
import { rawRoute } from "../route.ts";
import { JobParams } from "../schemas/job.ts";

const logger = log("http.fixed");

/** Each keeps a lint process busy for as long as it is read: linting comes first. */
const AT_ONCE = 4;

const TYPES = { patch: "text/x-diff", zip: "application/zip" } as const;
type Format = keyof typeof TYPES;
const FORMATS = Object.keys(TYPES) as [Format, ...Format[]];

const Query = z.object({
  format: z.enum(FORMATS).optional().openapi({
    description: "A unified diff, or an archive of the fixed files; it wins over the Accept " +
      "header. Without either, the diff.",
  }),
  files: z.enum(FIXES_FILES).optional().openapi({
    description: "What a ZIP has: the files that the fixes change (the default), or every SQL " +
      "file of the job. A diff takes `changed` alone.",
  }),
});

function chooseFormat(c: Context<Env>): { format: Format; files: FixesFiles } {
  const query = Query.safeParse(c.req.query());
  if (!query.success) refuseInvalid(query.error);
  const { format = acceptedFormat(c), files = "changed" } = query.data;
  if (format === "patch" && files === "all") {
    const message = "takes `all` for a ZIP alone: a diff has no files without a change";
    throw new LintelError("validation_failed", `files: ${message}`, {
      fields: [{ path: "files", message }],
    });
  }
  return { format, files };
}

function acceptedFormat(c: Context<Env>): Format {
  const types = Object.values(TYPES);
  const type = preferredType(c.req.header("Accept"), types);
  const format = FORMATS.find((each) => TYPES[each] === type);
  if (format !== undefined) return format;
  throw new LintelError("not_acceptable", `Fixes come as ${types.join(", ")}.`);
}

/** The parts of the document; gives the place back when they end, however they do. */
async function* partsOf(
  services: Services,
  job: Job,
  { format, files }: { format: Format; files: FixesFiles },
  { signal, giveBack }: { signal: AbortSignal; giveBack: () => void },
): AsyncGenerator<Uint8Array, void> {
  try {
    if (format === "patch") yield* fixesAsPatch(services, job, signal);
    else yield* fixesAsArchive(services, job, files, signal);
  } finally {
    giveBack();
  }
}

async function answer(c: Context<Env>, deps: HttpDeps, places: Places): Promise<Response> {
  const job = await findJob(deps.services, c.req.param("job_id") ?? "");
  const chosen = chooseFormat(c);
  const { format } = chosen;
  refuseUnfixable(job);
  const { job_id } = job;
  const gone = new AbortController();
  const signal = AbortSignal.any([c.req.raw.signal, gone.signal]);
  const unread = () => logger.info("fixes were not read to their end", { job_id, format });
  const parts = partsOf(deps.services, job, chosen, { signal, giveBack: places.take() });
  const body = await bodyStream(parts, {
    failed: (error) => {
      if (signal.aborted) unread();
      else logger.error("fixes broke off", { job_id, format, error });
    },
    abandoned: () => {
      gone.abort();
      unread();
    },
    answer: c.env?.outgoing,
  });
  c.header("Content-Type", TYPES[format]);
  c.header("Content-Disposition", `attachment; filename="lintel-${job_id}-fixed.${format}"`);
  c.header("Vary", "Accept");
  return c.body(body);
}

export const jobFixed = rawRoute(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/jobs/{job_id}/fixed",
    summary: "All fixes of a job that has ended, as one patch or as an archive",
    tags: ["jobs"],
    request: { params: JobParams, query: Query },
    responses: {
      200: {
        description: "The fixes, in the format of `format` or of the Accept header. What could " +
          "not be fixed is named at the end: of the diff in lines that begin with `#`, of the " +
          "archive in its comment",
        content: Object.fromEntries(
          Object.values(TYPES).map((type) => [type, {
            schema: z.string().openapi({ format: "binary" }),
          }]),
        ),
      },
      ...problems(406, 409),
    },
  },
  (deps) => {
    const places = new Places(AT_ONCE, "answers with the fixes of a job");
    return (c) => answer(c, deps, places);
  },
);
