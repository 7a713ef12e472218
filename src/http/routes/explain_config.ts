/** /config/explain: every effective value with where it was set, and every rule with why. */
import { z } from "@hono/zod-openapi";
import { explainConfig } from "../../workflow/explain_config.ts";
import { LintelError } from "../../errors.ts";
import { JSON_CHARACTER, jsonBody } from "../json_body.ts";
import { problems } from "../problem.ts";
import { rawRoute, route } from "../route.ts";
import { Options, WholeText } from "../schemas/submission.ts";

const PATH = "/api/v1/config/explain";
/** Bytes of configuration files, and of the rest but for SQL. */
const CONFIG_BYTES = 1024 * 1024;

const Name = z.string().min(1).max(1000).refine(
  (name) => !/\p{Cc}/u.test(name),
  "takes no control characters",
);

const Body = Options.omit({ file_name: true, engine: true, encoding: true }).extend({
  config_files: z.array(z.object({ path: Name, text: z.string() }).strict()).max(100).optional()
    .openapi({ description: "Configuration files with their paths, outermost folder first." }),
  file: Name.optional().openapi({
    description: "Path of the SQL file: of `config_files` those apply that lie in its folder and " +
      "those above. Without it all of them apply.",
    example: "models/orders.sql",
  }),
  sql_content: WholeText.optional().openapi({
    description: "The text of the file, for its inline directives.",
  }),
}).strict().openapi("ConfigRequest");

const Value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  // Of a request's `config` a list is told as it was given, whatever is in it.
  z.array(z.unknown()),
  z.null(),
]);

const Source = z.union([
  z.object({ file: z.string(), line: z.number().int().nullable() }),
  z.enum(["option", "default"]),
]).openapi("ValueSource", {
  description: "The file and its line, `inline directive` and its line, `DEFAULT_DIALECT` for " +
    "what this service sets; `option` for the request; else `default`.",
});

const View = z.object({
  dialect: z.string().openapi({ description: "`auto` where each text decides." }),
  templater: z.string(),
  values: z.array(
    z.object({ key: z.string(), value: Value, default: Value, source: Source }),
  ),
  unread: z.array(z.object({
    key: z.string(),
    file: z.string(),
    line: z.number().int().nullable(),
    why: z.string(),
    suggestion: z.string().nullable(),
  })).openapi({ description: "What is set and nothing reads." }),
  rules: z.array(z.object({
    code: z.string(),
    name: z.string(),
    runs: z.boolean(),
    reason: z.string().nullable().openapi({ description: "Why it does not run." }),
    severity: z.enum(["error", "warning"]),
  })),
  applied: z.array(z.string()).openapi({ description: "Configuration files that apply." }),
  ignored_by: z.string().nullable().openapi({ description: "What leaves `file` out of linting." }),
}).openapi("ConfigExplanation");

const answer = {
  200: {
    description: "What the configuration comes to in the native engine",
    content: { "application/json": { schema: View } },
  },
};

type ViewBody = z.infer<typeof View>;

export const getConfig = route(
  { scope: "read" },
  {
    method: "get",
    path: PATH,
    summary: "What a file without any configuration is linted with",
    tags: ["lint"],
    responses: answer,
  },
  (deps) => async (c) =>
    c.json(
      await explainConfig(deps.services, deps.catalogue, { signal: c.req.raw.signal }) as ViewBody,
      200,
    ),
);

export const postConfig = rawRoute(
  { scope: "submit", audited: false, changes: false },
  {
    method: "post",
    path: PATH,
    summary: "What a configuration comes to: values, settings that nothing reads, rules",
    tags: ["lint"],
    request: { body: { required: true, content: { "application/json": { schema: Body } } } },
    responses: { ...answer, ...problems(413, 415) },
  },
  (deps) => async (c) => {
    const { sqlBytes } = deps.limits;
    const most = sqlBytes * JSON_CHARACTER + CONFIG_BYTES;
    const { sql_content, ...request } = await jsonBody(c, deps, Body, most);
    checkSizes(request.config_files ?? [], sql_content ?? "", sqlBytes);
    const explained = await explainConfig(deps.services, deps.catalogue, {
      ...request,
      sql: sql_content,
      signal: c.req.raw.signal,
    });
    return c.json(explained, 200);
  },
);

/** Throws `payload_too_large`, naming the field. */
function checkSizes(files: readonly { text: string }[], sql: string, sqlBytes: number): void {
  const encoder = new TextEncoder();
  const config = files.reduce((sum, { text }) => sum + encoder.encode(text).length, 0);
  for (
    const [field, bytes, most] of [
      ["config_files", config, CONFIG_BYTES],
      ["sql_content", encoder.encode(sql).length, sqlBytes],
    ] as const
  ) {
    if (bytes <= most) continue;
    const message = `may have ${most} bytes here, not ${bytes}`;
    throw new LintelError("payload_too_large", `${field} ${message}`, {
      fields: [{ path: field, message }],
    });
  }
}
