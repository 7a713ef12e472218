/** /baselines: the findings that a project had at one time, so that only new ones count. */
import { z } from "@hono/zod-openapi";
import { LintelError } from "../../errors.ts";
import { LABEL_LENGTH, valueFault } from "../../jobs/labels.ts";
import type { Baseline } from "../../store/port.ts";
import { documentOf, makeBaseline } from "../../workflow/baselines.ts";
import type { HttpDeps } from "../env.ts";
import { jsonBody } from "../json_body.ts";
import { problems } from "../problem.ts";
import { rawRoute, route } from "../route.ts";
import { Cursor, decodeCursor, encodeCursor, Limit } from "../schemas/page.ts";
import { BaselineName } from "../schemas/submission.ts";

/** Bytes of a body: a hundred thousand findings. */
const BYTES = 32 * 1024 * 1024;

const Project = z.string().max(LABEL_LENGTH).superRefine((text, context) => {
  const message = valueFault(text);
  if (message !== null) context.addIssue({ code: "custom", message });
}).openapi({ description: "The label `project` of its jobs.", example: "shop" });

const Words = z.string().trim().min(1);

const Body = z.object({
  name: BaselineName,
  project: Project,
  owner: Words.max(100).openapi({ description: "Who answers for it." }),
  reason: Words.max(2000),
  expires_at: z.iso.datetime({ offset: true }).optional().openapi({
    description: "From then on submissions that name it are refused.",
  }),
  from_job: z.string().max(100).optional().openapi({
    description: "A job that has ended: what it found becomes the baseline.",
  }),
  document: z.record(z.string(), z.unknown()).optional().openapi({
    description: "What `lint --write-baseline` wrote.",
  }),
}).strict().refine(
  ({ from_job, document }) => (from_job === undefined) !== (document === undefined),
  { path: ["from_job"], message: "give either from_job or document" },
).openapi("NewBaseline");

const Time = z.string().openapi({ format: "date-time" });

const BaselineView = z.object({
  name: z.string(),
  project: z.string(),
  owner: z.string(),
  reason: z.string(),
  created_at: Time,
  created_by: z.string(),
  expires_at: Time.nullable(),
  expired: z.boolean(),
  from_job: z.string().nullable(),
  findings: z.number().int(),
}).openapi("Baseline");

const BaselineDetail = BaselineView.extend({
  document: z.record(z.string(), z.unknown()).optional(),
}).openapi("BaselineDetail");

function view(deps: HttpDeps, baseline: Baseline): z.infer<typeof BaselineView> {
  const { created_at, expires_at } = baseline;
  return {
    ...baseline,
    created_at: new Date(created_at).toISOString(),
    expires_at: expires_at === null ? null : new Date(expires_at).toISOString(),
    expired: expires_at !== null && expires_at <= deps.services.now(),
  };
}

async function find(deps: HttpDeps, name: string): Promise<Baseline> {
  const baseline = await deps.services.store.baselines.get(name);
  if (baseline === null) throw new LintelError("not_found", `There is no baseline ${name}.`);
  return baseline;
}

export const listBaselines = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/baselines",
    summary: "Baselines by name",
    tags: ["baselines"],
    request: {
      query: z.object({
        project: z.string().max(LABEL_LENGTH).optional(),
        limit: Limit,
        cursor: Cursor,
      }),
    },
    responses: {
      200: {
        description: "A page of them",
        content: {
          "application/json": {
            schema: z.object({
              baselines: z.array(BaselineView),
              next_cursor: z.string().nullable(),
            }),
          },
        },
      },
    },
  },
  (deps) => async (c) => {
    const { limit, cursor, project } = c.req.valid("query");
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ["string"])[0];
    const rows = await deps.services.store.baselines.list({ project }, limit + 1, after);
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? encodeCursor([page.at(-1)!.name]) : null;
    return c.json({ baselines: page.map((row) => view(deps, row)), next_cursor: next }, 200);
  },
);

export const createBaseline = rawRoute(
  { scope: "submit" },
  {
    method: "post",
    path: "/api/v1/baselines",
    summary: "Keep the findings of a job, or of a document, as a baseline",
    tags: ["baselines"],
    request: { body: { required: true, content: { "application/json": { schema: Body } } } },
    responses: {
      201: { description: "Kept", content: { "application/json": { schema: BaselineView } } },
      ...problems(408, 409, 413, 415),
    },
  },
  (deps) => async (c) => {
    const body = await jsonBody(c, deps, Body, BYTES);
    const { name, project, owner, reason, expires_at, from_job, document } = body;
    c.get("event").baseline = name;
    const made = await makeBaseline(
      deps.services,
      {
        ...{ name, project, owner, reason, created_by: c.get("caller") },
        expires_at: expires_at === undefined ? null : Date.parse(expires_at),
      },
      from_job === undefined ? { document } : { from_job },
    );
    return c.json(view(deps, made), 201, { Location: `/api/v1/baselines/${name}` });
  },
);

const params = z.object({
  name: z.string().max(100).openapi({ param: { name: "name", in: "path" } }),
});

export const getBaseline = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/baselines/{name}",
    summary: "One baseline",
    tags: ["baselines"],
    request: {
      params,
      query: z.object({
        document: z.enum(["true", "false"]).default("false").openapi({
          description: "`true`: with what it holds, as `lint --baseline` reads it.",
        }),
      }),
    },
    responses: {
      200: {
        description: "The baseline",
        content: { "application/json": { schema: BaselineDetail } },
      },
    },
  },
  (deps) => async (c) => {
    const baseline = await find(deps, c.req.valid("param").name);
    const shown = view(deps, baseline);
    if (c.req.valid("query").document === "false") return c.json(shown, 200);
    return c.json({ ...shown, document: { ...await documentOf(deps.services, baseline) } }, 200);
  },
);

export const deleteBaseline = route(
  { scope: "submit" },
  {
    method: "delete",
    path: "/api/v1/baselines/{name}",
    summary: "Delete a baseline; jobs that have ended keep what they compared",
    tags: ["baselines"],
    request: { params },
    responses: { 204: { description: "Deleted" } },
  },
  (deps) => async (c) => {
    const { name } = c.req.valid("param");
    if (!await deps.services.store.baselines.delete(name)) {
      throw new LintelError("not_found", `There is no baseline ${name}.`);
    }
    return c.body(null, 204);
  },
);
