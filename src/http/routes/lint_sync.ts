/** POST /lint, /fix and /parse: small SQL, answered at once. */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { LintelError } from "../../errors.ts";
import { type LintNow, lintNow, outlineNow } from "../../workflow/lint_now.ts";
import type { Env, HttpDeps } from "../env.ts";
import { JSON_CHARACTER, jsonBody } from "../json_body.ts";
import { problems } from "../problem.ts";
import { rawRoute } from "../route.ts";
import { ResultView } from "../schemas/result.ts";
import { ConfigFiles, Options, WholeText } from "../schemas/submission.ts";

const Body = Options.omit({ encoding: true, labels: true, baseline: true }).extend({
  sql_content: WholeText.openapi({ example: "select a,b from t" }),
  config_files: ConfigFiles.optional(),
}).strict().openapi("LintRequest");

const OutlineView = z.object({
  engine: z.object({ name: z.string(), version: z.string() }),
  dialect: z.string(),
  rendered: z.string().nullable().openapi({
    description: "What the template became; null where the SQL has none.",
  }),
  tree: z.array(
    z.object({ kind: z.string(), depth: z.number().int(), text: z.string().nullable() }),
  ).openapi({
    description: "Nodes in preorder, 0 being the file's depth; a leaf has its text. The texts of " +
      "all leaves are the text that was read. At most 50,000 nodes.",
  }),
  nodes: z.number().int().openapi({ description: "How many nodes there are in all." }),
}).openapi("Outline");

/** Bytes of a body beside its SQL. */
const REST_BYTES = 64 * 1024;

type Answer = (deps: HttpDeps, request: LintNow) => Promise<unknown>;

function define(path: string, summary: string, schema: z.ZodType, answerOf: Answer) {
  return rawRoute(
    { scope: "submit", audited: false, changes: false },
    {
      method: "post",
      path,
      summary,
      tags: ["lint"],
      request: { body: { required: true, content: { "application/json": { schema: Body } } } },
      responses: {
        200: { description: "The result", content: { "application/json": { schema } } },
        ...problems(408, 413, 415, 429),
      },
    },
    (deps) => async (c) => c.json(await answerOf(deps, await read(c, deps)), 200),
  );
}

/** The body as a request. Throws where it is none, or too large. */
async function read(c: Context<Env>, deps: HttpDeps): Promise<LintNow> {
  const { sql_content, file_name, engine, config_files, ...options } = await jsonBody(
    c,
    deps,
    Body,
    deps.limits.sqlBytes * JSON_CHARACTER + REST_BYTES,
  );
  const bytes = new TextEncoder().encode(sql_content).length;
  if (bytes > deps.limits.sqlBytes) {
    const message = `may have ${deps.limits.sqlBytes} bytes here, not ${bytes}; submit it as a job`;
    throw new LintelError("payload_too_large", `sql_content ${message}`, {
      fields: [{ path: "sql_content", message }],
    });
  }
  return {
    engine,
    file: file_name ?? "query.sql",
    sql: sql_content,
    options,
    config_files,
    fix: false,
    signal: c.req.raw.signal,
  };
}

export const lintSync = define(
  "/api/v1/lint",
  "Lint small SQL at once",
  ResultView,
  (deps, request) => lintNow(deps.services, request),
);
export const fixSync = define(
  "/api/v1/fix",
  "Lint and fix small SQL at once",
  ResultView,
  (deps, request) => lintNow(deps.services, { ...request, fix: true }),
);
export const parseSync = define(
  "/api/v1/parse",
  "The syntax tree of small SQL, and what its template became, by the native engine",
  OutlineView,
  (deps, request) => outlineNow(deps.services, request),
);
