/** POST /lint and /fix: small SQL, answered at once. */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { LintelError } from "../../errors.ts";
import { lintNow } from "../../workflow/lint_now.ts";
import { readJson } from "../body.ts";
import type { Env, HttpDeps } from "../env.ts";
import { problems, refuseInvalid } from "../problem.ts";
import { rawRoute } from "../route.ts";
import { ResultView } from "../schemas/result.ts";
import { Options } from "../schemas/submission.ts";

const Body = Options.omit({ encoding: true, labels: true }).extend({
  sql_content: z.string().openapi({ example: "select a,b from t" }),
}).strict().openapi("LintRequest");

function define(path: string, fix: boolean, summary: string) {
  return rawRoute(
    { scope: "submit", audited: false },
    {
      method: "post",
      path,
      summary,
      tags: ["lint"],
      request: { body: { required: true, content: { "application/json": { schema: Body } } } },
      responses: {
        200: { description: "The result", content: { "application/json": { schema: ResultView } } },
        ...problems(408, 413, 415, 429),
      },
    },
    (deps) => async (c) => c.json(await answer(c, deps, fix), 200),
  );
}

async function answer(c: Context<Env>, deps: HttpDeps, fix: boolean): Promise<unknown> {
  const media = (c.req.header("Content-Type") ?? "").split(";")[0]!.trim().toLowerCase();
  if (media !== "application/json") {
    throw new LintelError("unsupported_media_type", "Content-Type takes application/json");
  }
  const parsed = Body.safeParse(
    await readJson(c.req.raw.body, {
      // JSON may write a character in six bytes.
      bytes: deps.limits.sqlBytes * 6 + 65_536,
      timeout: deps.limits.uploadTimeout,
    }),
  );
  if (!parsed.success) return refuseInvalid(parsed.error);
  const { sql_content, file_name, engine, ...options } = parsed.data;
  const bytes = new TextEncoder().encode(sql_content).length;
  if (bytes > deps.limits.sqlBytes) {
    const message = `may have ${deps.limits.sqlBytes} bytes here, not ${bytes}; submit it as a job`;
    throw new LintelError("payload_too_large", `sql_content ${message}`, {
      fields: [{ path: "sql_content", message }],
    });
  }
  return await lintNow(deps.services, {
    engine,
    file: file_name ?? "query.sql",
    sql: sql_content,
    options,
    fix,
    signal: c.req.raw.signal,
  });
}

export const lintSync = define("/api/v1/lint", false, "Lint small SQL at once");
export const fixSync = define("/api/v1/fix", true, "Lint and fix small SQL at once");
