/** GET /rules, /rules/{code} and /dialects: the catalogue, from the rules themselves. */
import { z } from "@hono/zod-openapi";
import { LintelError } from "../../errors.ts";
import { nearest } from "../../text/nearest.ts";
import { ENGINE_NAMES } from "../../lint/port.ts";
import { route } from "../route.ts";

const Engines = z.array(z.enum(ENGINE_NAMES));

const RuleView = z.object({
  code: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  groups: z.array(z.string()),
  description: z.string(),
  fixable: z.boolean(),
  engines: Engines,
  options: z.array(z.object({
    name: z.string(),
    default: z.union([z.string(), z.number(), z.boolean(), z.null()]),
    allowed: z.array(z.unknown()).optional(),
    description: z.string(),
  })),
  why: z.string().optional(),
  bad: z.string().optional(),
  good: z.string().optional(),
}).openapi("Rule");

const DialectView = z.object({ name: z.string(), label: z.string(), engines: Engines })
  .openapi("Dialect");

export const listRules = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/rules",
    summary: "Every rule, and which engine runs it",
    tags: ["catalogue"],
    request: {
      query: z.object({
        engine: z.enum(ENGINE_NAMES).optional(),
        group: z.string().max(50).optional(),
      }),
    },
    responses: {
      200: {
        description: "The rules, by code",
        content: { "application/json": { schema: z.object({ rules: z.array(RuleView) }) } },
      },
    },
  },
  (deps) => (c) => {
    const { engine, group } = c.req.valid("query");
    const rules = deps.catalogue.rules.filter((r) =>
      (engine === undefined || r.engines.includes(engine)) &&
      (group === undefined || r.groups.includes(group))
    );
    return c.json({ rules }, 200);
  },
);

export const getRule = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/rules/{code}",
    summary: "One rule, by code, name or alias",
    tags: ["catalogue"],
    request: { params: z.object({ code: z.string().max(100) }) },
    responses: {
      200: { description: "The rule", content: { "application/json": { schema: RuleView } } },
    },
  },
  (deps) => (c) => {
    const { code } = c.req.valid("param");
    const word = code.toLowerCase();
    const names = (r: { code: string; name: string; aliases: string[] }) =>
      [r.code, r.name, ...r.aliases].map((n) => n.toLowerCase());
    const rule = deps.catalogue.rules.find((r) => names(r).includes(word));
    if (rule === undefined) {
      const near = nearest(word, deps.catalogue.rules.flatMap((r) => [r.code, r.name]));
      const hint = near === undefined ? "" : ` Did you mean ${near}?`;
      throw new LintelError("not_found", `There is no rule ${JSON.stringify(code)}.${hint}`);
    }
    return c.json(rule, 200);
  },
);

export const listDialects = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/dialects",
    summary: "Every dialect, and which engine reads it",
    tags: ["catalogue"],
    request: { query: z.object({ engine: z.enum(ENGINE_NAMES).optional() }) },
    responses: {
      200: {
        description: "The dialects, by name",
        content: { "application/json": { schema: z.object({ dialects: z.array(DialectView) }) } },
      },
    },
  },
  (deps) => (c) => {
    const { engine } = c.req.valid("query");
    const dialects = deps.catalogue.dialects.filter((d) =>
      engine === undefined || d.engines.includes(engine)
    );
    return c.json({ dialects }, 200);
  },
);
