/** POST /jobs: SQL text, a file or an archive becomes a job. */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { isArchiveName } from "../../archive/sniff.ts";
import { LintelError } from "../../errors.ts";
import type { Job } from "../../jobs/job.ts";
import { isOpen } from "../../jobs/states.ts";
import { type Accepted, type Description, type Submission, submit } from "../../workflow/submit.ts";
import { announcedBytes, readBody, readJson } from "../body.ts";
import type { Env, HttpDeps } from "../env.ts";
import { parseJson } from "../json_text.ts";
import { mediaType } from "../media_type.ts";
import { readForm } from "../multipart.ts";
import { fieldErrors, problems, refuseInvalid } from "../problem.ts";
import { rawRoute } from "../route.ts";
import { JobDetail } from "../schemas/job.ts";
import { SUBMISSION_TYPES } from "../../jobs/states.ts";
import { LabelQuery, LabelsField, labelsOf } from "../schemas/labels.ts";
import { JsonSubmission, Options, type SubmissionOptions } from "../schemas/submission.ts";
import { detailOf } from "./job_detail.ts";

const AcceptedView = z.object({
  job_id: z.string(),
  job_status: z.string(),
  submission_type: z.enum(SUBMISSION_TYPES),
  links: z.record(z.string(), z.string()),
}).openapi("Accepted");

/** The answer to what has become a job. */
export const accepted = {
  description: "Accepted; nothing of it can be lost any more",
  headers: z.object({ Location: z.string(), "Retry-After": z.string() }),
  content: { "application/json": { schema: AcceptedView } },
};

const Query = z.object({
  wait: z.coerce.number().int().min(0).max(60).optional().openapi({
    type: "integer",
    minimum: 0,
    maximum: 60,
    description: "Seconds to wait for the end of the job; then the answer is the job, 200.",
  }),
});

/** Labels and baseline may stand in the query of any submission; those of its body win. */
const LabelledQuery = Query.extend({ label: LabelQuery, baseline: Options.shape.baseline });

const Key = z.string().min(1).max(255).optional();

const FormFields = z.object({
  file_name: Options.shape.file_name,
  dialect: Options.shape.dialect,
  engine: Options.shape.engine,
  encoding: Options.shape.encoding,
  baseline: Options.shape.baseline,
  config: z.string().optional(),
  labels: z.string().optional().openapi({ description: "An object, as JSON text." }),
  rules: z.string().optional(),
  exclude_rules: z.string().optional(),
}).strict();

export const submitJob = rawRoute(
  { scope: "submit", audited: false },
  {
    method: "post",
    path: "/api/v1/jobs",
    summary: "Submit SQL or an archive of SQL files",
    tags: ["jobs"],
    request: {
      query: LabelledQuery,
      headers: z.object({ "Idempotency-Key": Key }),
      body: {
        required: true,
        content: {
          "application/json": { schema: JsonSubmission },
          "multipart/form-data": {
            schema: FormFields.extend({ file: z.string().openapi({ format: "binary" }) }),
          },
          "application/sql": { schema: z.string() },
          "application/zip": { schema: z.string().openapi({ format: "binary" }) },
          "application/x-tar": { schema: z.string().openapi({ format: "binary" }) },
          "application/gzip": { schema: z.string().openapi({ format: "binary" }) },
        },
      },
    },
    responses: {
      202: accepted,
      200: {
        description: "Finished within `wait`",
        content: { "application/json": { schema: JobDetail } },
      },
      ...problems(408, 409, 413, 415, 429),
    },
  },
  (deps) => async (c) => {
    const query = parse(LabelledQuery, {
      ...onceEach(c.req.queries()),
      label: c.req.queries("label"),
    });
    const key = parseNamed("Idempotency-Key", Key, c.req.header("Idempotency-Key"));
    const submission = await readSubmission(c, deps);
    const made = await submit(deps.services, {
      ...submission,
      describe: () => withQuery(submission.describe(), query),
      by: c.get("caller"),
      key: key === undefined ? undefined : { scope: c.get("caller"), key },
    });
    c.get("event").job_id = made.job_id;
    if (!made.replayed) deps.metrics.jobs.inc({ status: "ACCEPTED" });
    return await answer(c, deps, made, query.wait ?? 0);
  },
);

/** The values of a query; one that is said more than once stays a list, which no schema takes. */
function onceEach(query: Record<string, string[]>): Record<string, string | string[] | undefined> {
  return Object.fromEntries(
    Object.entries(query).map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  );
}

/** What the body says wins. */
function withQuery(
  { labels, options, ...rest }: Description,
  { label, baseline }: z.infer<typeof LabelledQuery>,
): Description {
  return {
    ...rest,
    labels: label.length === 0 ? labels : parse(LabelsField, { ...labelsOf(label), ...labels }),
    options: { ...options, baseline: options.baseline ?? baseline },
  };
}

function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : refuseInvalid(parsed.error);
}

/** The same for a header, which is told by its name. */
function parseNamed<T extends z.ZodType>(name: string, schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = fieldErrors(parsed.error).map(({ message }) => ({ path: name, message }));
  throw new LintelError("validation_failed", `${name}: ${fields[0]!.message}`, { fields });
}

/**
 * How often a job is looked at while somebody waits for it, milliseconds. Where its end is told,
 * looking is for what nobody tells and for messages that were lost.
 */
function patience(waited: number, told: boolean): number {
  if (told) return 250;
  return waited < 500 ? 10 : waited < 3000 ? 50 : 250;
}

async function answer(
  c: Context<Env>,
  deps: HttpDeps,
  accepted: Accepted,
  wait: number,
): Promise<Response> {
  const { store, now } = deps.services;
  const began = now();
  const end = began + wait * 1000;
  const { signal } = c.req.raw;
  const told = () => deps.ownWorker || deps.watch.hearsOthers;
  // Of a job that was accepted this very moment, its worker will tell.
  let look = accepted.replayed || (wait > 0 && !told());
  for (;; look = true) {
    const left = end - now();
    // Listened for before it is looked at, so that its end does not fall between the two.
    const next = left > 0
      ? deps.watch.listen(
        accepted.job_id,
        Math.min(left, patience(now() - began, told())),
        signal,
        { endAlone: true },
      )
      : null;
    try {
      const job = look ? await store.jobs.get(accepted.job_id) : null;
      if (job !== null && wait > 0 && !isOpen(job.status)) {
        return c.json(await detailOf(deps, job), 200);
      }
      if (next === null || signal.aborted) return acceptedAnswer(c, accepted, job);
      await next.moved;
    } finally {
      next?.stop();
    }
  }
}

export function acceptedAnswer(c: Context<Env>, accepted: Accepted, job: Job | null): Response {
  const self = `/api/v1/jobs/${accepted.job_id}`;
  const body: z.infer<typeof AcceptedView> = {
    job_id: accepted.job_id,
    job_status: job?.status ?? "ACCEPTED",
    submission_type: accepted.submission_type,
    links: { self, tasks: `${self}/tasks`, events: `${self}/events` },
  };
  return c.json(body, 202, { Location: self, "Retry-After": "1" });
}

type Received = Pick<Submission, "bytes" | "kind" | "describe">;

const ARCHIVES = /^application\/(zip|x-zip-compressed|x-tar|gzip|x-gzip|x-gtar)$/;
const SQL = /^(application\/(sql|x-sql)|text\/(plain|x-sql|sql))$/;

/**
 * What a file's media type and name say it is. Nothing says SQL: forms send every type for it, and
 * an archive may have any name.
 */
function kindOf(type: string | undefined, name: string | undefined): "archive" | undefined {
  const archive = ARCHIVES.test(type ?? "") || isArchiveName(name ?? "");
  return archive ? "archive" : undefined;
}

async function readSubmission(c: Context<Env>, deps: HttpDeps): Promise<Received> {
  const type = c.req.header("Content-Type") ?? "";
  const media = mediaType(type);
  const body = c.req.raw.body;
  const limits = {
    // A form's frame and fields come on top of what they carry.
    bytes: deps.limits.uploadBytes + 1024 * 1024,
    timeout: deps.limits.uploadTimeout,
    announced: announcedBytes(c.req.header("Content-Length")),
  };
  if (media === "application/json") {
    return fromJson(parse(JsonSubmission, await readJson(body, limits)), deps);
  }
  if (media === "multipart/form-data") {
    const form = readForm(body, type, limits);
    return {
      bytes: form.file,
      kind: () => kindOf(form.fileType(), form.fileName()),
      describe: () => describeForm(form.fields(), form.fileName()),
    };
  }
  const kind = ARCHIVES.test(media) ? "archive" : SQL.test(media) ? "sql" : null;
  if (kind === null) {
    const message = "takes application/json, multipart/form-data, application/sql, " +
      "application/zip, application/x-tar or application/gzip";
    throw new LintelError("unsupported_media_type", `Content-Type ${message}`, {
      fields: [{ path: "Content-Type", message }],
    });
  }
  const charset = /charset="?([^";]+)"?/i.exec(type)?.[1];
  return {
    bytes: readBody(body, limits),
    kind: () => kind,
    describe: () => ({
      options: charset === undefined || kind === "archive"
        ? {}
        : { encoding: parseNamed("Content-Type", Options.shape.encoding, charset.trim()) },
    }),
  };
}

function fromJson(body: z.infer<typeof JsonSubmission>, deps: HttpDeps): Received {
  const { sql_content, zip_file_path: path } = body;
  if (typeof path !== "string") {
    const bytes = new TextEncoder().encode(sql_content ?? "");
    return {
      bytes: (async function* () {
        yield bytes;
      })(),
      kind: () => "sql",
      // The text was decoded with its JSON: what encoding its file once had says nothing here.
      describe: () => describe({ ...body, encoding: "utf-8" }),
    };
  }
  return {
    bytes: (async function* () {
      // Opened when it is read: what is refused before has nothing to close.
      const input = await deps.services.files.openInbox(path);
      try {
        for (let at = 0; at < input.size; at += 65_536) {
          yield await input.read(at, Math.min(65_536, input.size - at));
        }
      } finally {
        input.close();
      }
    })(),
    kind: () => kindOf(undefined, path),
    describe: () => describe({ ...body, file_name: body.file_name ?? path.split("/").at(-1) }),
  };
}

function describe(options: SubmissionOptions): Description {
  const { file_name, dialect, engine, labels, ...rest } = options;
  const { config, rules, exclude_rules, encoding, baseline } = rest;
  return {
    file_name,
    dialect,
    engine,
    labels,
    options: { config, rules, exclude_rules, encoding, baseline },
  };
}

/** A form says lists and objects as JSON text, and lists as words between commas as well. */
function describeForm(fields: Record<string, string>, fileName: string | undefined): Description {
  const form = parse(FormFields, fields);
  const list = (text: string | undefined, path: string): unknown => {
    if (text === undefined || text === "") return undefined;
    return text.trimStart().startsWith("[")
      ? json(text, path)
      : text.split(",").map((w) => w.trim());
  };
  return describe(parse(Options, {
    ...form,
    file_name: form.file_name ?? fileName,
    config: form.config === undefined ? undefined : json(form.config, "config"),
    labels: form.labels === undefined ? undefined : json(form.labels, "labels"),
    rules: list(form.rules, "rules"),
    exclude_rules: list(form.exclude_rules, "exclude_rules"),
  }));
}

function json(text: string, path: string): unknown {
  try {
    return parseJson(text, [path]);
  } catch (cause) {
    if (cause instanceof LintelError) throw cause;
    const message = "takes JSON text";
    throw new LintelError("validation_failed", `${path}: ${message}`, {
      fields: [{ path, message }],
      cause,
    });
  }
}
