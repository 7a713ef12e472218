/** /webhooks: addresses that are told of ended jobs, and the log of what was sent to them. */
import { z } from "@hono/zod-openapi";
import { valueFault } from "../../jobs/labels.ts";
import { type Delivery, type Webhook, WEBHOOK_EVENTS } from "../../store/port.ts";
import {
  changeWebhook,
  findWebhook,
  registerWebhook,
  removeWebhook,
  tryWebhook,
} from "../../workflow/webhooks/manage.ts";
import { keyIdOf } from "../../workflow/webhooks/secret_keys.ts";
import type { HttpDeps } from "../env.ts";
import { jsonBody } from "../json_body.ts";
import { problems } from "../problem.ts";
import { rawRoute, route } from "../route.ts";
import { Time } from "../schemas/monitoring.ts";
import { Cursor, decodeCursor, encodeCursor, Limit } from "../schemas/page.ts";

const PATH = "/api/v1/webhooks";
const BODY_BYTES = 16 * 1024;
const STATES = ["pending", "delivered", "failed"] as const;

const Url = z.string().min(1).max(2000).openapi({ example: "https://ci.example.com/lintel" });
const Events = z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length)
  .transform((events) => [...new Set(events)]).openapi({
    description: "`job.finished` for every job that ends, `gate.failed` for one whose verdict is " +
      "FAIL (that against its baseline, where it has one) or that failed as a whole.",
  });
const Project = z.string().min(1).refine((text) => valueFault(text) === null, {
  error: (issue) => valueFault(String(issue.input)) ?? "is no value of a label",
}).nullable().openapi({ description: "Only of jobs with this label `project`; null for all." });
const Description = z.string().max(200).refine(
  (text) => !/\p{Cc}/u.test(text),
  "takes no control characters",
);

const Input = z.object({
  url: Url,
  events: Events.optional(),
  project: Project.optional(),
  description: Description.optional(),
}).strict().openapi("WebhookInput");

const Patch = Input.partial().extend({
  enabled: z.boolean().optional(),
  rotate_secret: z.boolean().optional().openapi({
    description: "A new secret is made and told once; for a day the one before signs as well.",
  }),
}).strict().openapi("WebhookPatch");

const View = z.object({
  webhook_id: z.string(),
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  project: z.string().nullable(),
  description: z.string(),
  enabled: z.boolean(),
  disabled_at: Time.nullable(),
  disabled_reason: z.string().nullable(),
  created_at: Time,
  created_by: z.string(),
  secret_key: z.string().nullable().openapi({
    description: "The key of SECRETS_KEY that its secret is encrypted with in the store; null: " +
      "it lies there in plain text.",
  }),
  secret_error: z.string().nullable().openapi({
    description: "Why its secret cannot be read, so that no message can be signed; null: it can.",
  }),
}).openapi("Webhook");

const Secret = z.string().openapi({
  description: "Told here and never again; it begins with `whsec_`.",
});
const WithSecret = View.extend({ secret: Secret }).openapi("NewWebhook");
const Changed = View.extend({ secret: Secret.optional() }).openapi("ChangedWebhook");

const DeliveryView = z.object({
  delivery_id: z.string().openapi({ description: "The header `webhook-id` of every attempt." }),
  webhook_id: z.string(),
  event: z.string(),
  job_id: z.string().nullable(),
  state: z.enum(STATES),
  attempt: z.number().int().openapi({ description: "Attempts that were begun." }),
  attempts: z.array(z.object({
    at: Time,
    status: z.number().int().nullable(),
    error: z.string().nullable(),
    duration_ms: z.number(),
  })),
  next_attempt_at: Time.nullable(),
  created_at: Time,
  finished_at: Time.nullable(),
  payload: z.string().openapi({ description: "The body that was sent." }),
}).openapi("WebhookDelivery");

const Params = z.object({
  webhook_id: z.string().max(64).openapi({ param: { name: "webhook_id", in: "path" } }),
});

function iso(at: number): string {
  return new Date(at).toISOString();
}

async function view(webhook: Webhook, { services }: HttpDeps): Promise<z.infer<typeof View>> {
  const { webhook_id, url, events, project, description, created_by } = webhook;
  return {
    webhook_id,
    url,
    events,
    project,
    description,
    enabled: webhook.disabled_at === null,
    disabled_at: webhook.disabled_at === null ? null : iso(webhook.disabled_at),
    disabled_reason: webhook.disabled_reason,
    created_at: iso(webhook.created_at),
    created_by,
    secret_key: keyIdOf(webhook.secret),
    secret_error: await services.webhooks.secrets.fault(webhook),
  };
}

function deliveryView(delivery: Delivery): z.infer<typeof DeliveryView> {
  const { due_at, attempts, created_at, finished_at, ...same } = delivery;
  return {
    ...same,
    attempts: attempts.map((each) => ({ ...each, at: iso(each.at) })),
    next_attempt_at: delivery.state === "pending" ? iso(due_at) : null,
    created_at: iso(created_at),
    finished_at: finished_at === null ? null : iso(finished_at),
  };
}

const json = <S extends z.ZodType>(schema: S) => ({ "application/json": { schema } });

export const listWebhooks = route(
  { scope: "admin" },
  {
    method: "get",
    path: PATH,
    summary: "List webhooks, oldest first",
    tags: ["webhooks"],
    responses: {
      200: { description: "All of them", content: json(z.object({ webhooks: z.array(View) })) },
    },
  },
  (deps) => async (c) => {
    const webhooks = await deps.services.store.webhooks.list();
    return c.json({ webhooks: await Promise.all(webhooks.map((each) => view(each, deps))) }, 200);
  },
);

export const createWebhook = rawRoute(
  { scope: "admin" },
  {
    method: "post",
    path: PATH,
    summary: "Register a webhook; its secret is told here and never again",
    tags: ["webhooks"],
    request: { body: { required: true, content: json(Input) } },
    responses: {
      201: { description: "Registered", content: json(WithSecret) },
      ...problems(409, 413, 415),
    },
  },
  (deps) => async (c) => {
    const input = await jsonBody(c, deps, Input, BODY_BYTES);
    const { webhook, secret } = await registerWebhook(deps.services, input, c.get("caller"));
    c.get("event").webhook_id = webhook.webhook_id;
    c.header("Location", `${PATH}/${webhook.webhook_id}`);
    c.header("Cache-Control", "no-store");
    return c.json({ ...await view(webhook, deps), secret }, 201);
  },
);

export const getWebhook = route(
  { scope: "admin" },
  {
    method: "get",
    path: `${PATH}/{webhook_id}`,
    summary: "One webhook",
    tags: ["webhooks"],
    request: { params: Params },
    responses: { 200: { description: "The webhook", content: json(View) } },
  },
  (deps) => async (c) => {
    const webhook = await findWebhook(deps.services, c.req.valid("param").webhook_id);
    return c.json(await view(webhook, deps), 200);
  },
);

export const patchWebhook = rawRoute(
  { scope: "admin" },
  {
    method: "patch",
    path: `${PATH}/{webhook_id}`,
    summary: "Change a webhook, enable or disable it, or change its secret",
    tags: ["webhooks"],
    request: { params: Params, body: { required: true, content: json(Patch) } },
    responses: {
      200: { description: "As it is now; with a new secret, that too", content: json(Changed) },
      ...problems(413, 415),
    },
  },
  (deps) => async (c) => {
    const patch = await jsonBody(c, deps, Patch, BODY_BYTES);
    const id = c.req.param("webhook_id") ?? "";
    const { webhook, secret } = await changeWebhook(deps.services, id, patch);
    c.header("Cache-Control", "no-store");
    return c.json({ ...await view(webhook, deps), ...(secret === null ? {} : { secret }) }, 200);
  },
);

export const deleteWebhook = route(
  { scope: "admin" },
  {
    method: "delete",
    path: `${PATH}/{webhook_id}`,
    summary: "Remove a webhook, with its delivery log",
    tags: ["webhooks"],
    request: { params: Params },
    responses: { 204: { description: "Removed" } },
  },
  (deps) => async (c) => {
    await removeWebhook(deps.services, c.req.valid("param").webhook_id);
    return c.body(null, 204);
  },
);

export const listDeliveries = route(
  { scope: "admin" },
  {
    method: "get",
    path: `${PATH}/{webhook_id}/deliveries`,
    summary: "What was sent to a webhook, newest first",
    tags: ["webhooks"],
    request: {
      params: Params,
      query: z.object({ state: z.enum(STATES).optional(), limit: Limit, cursor: Cursor }),
    },
    responses: {
      200: {
        description: "A page of messages with their attempts",
        content: json(z.object({
          deliveries: z.array(DeliveryView),
          next_cursor: z.string().nullable(),
        })),
      },
    },
  },
  (deps) => async (c) => {
    const { webhook_id } = c.req.valid("param");
    const { state, limit, cursor } = c.req.valid("query");
    const before = cursor === undefined ? undefined : decodeCursor(cursor, ["string"])[0];
    await findWebhook(deps.services, webhook_id);
    const { webhooks } = deps.services.store;
    const rows = await webhooks.deliveries(webhook_id, state, limit + 1, before);
    const page = rows.slice(0, limit);
    return c.json({
      deliveries: page.map(deliveryView),
      next_cursor: rows.length > limit ? encodeCursor([page.at(-1)!.delivery_id]) : null,
    }, 200);
  },
);

export const testWebhook = route(
  { scope: "admin" },
  {
    method: "post",
    path: `${PATH}/{webhook_id}/test`,
    summary: "Send a message that says nothing, to see whether messages arrive",
    tags: ["webhooks"],
    request: { params: Params },
    responses: {
      202: { description: "Will be sent; see its deliveries", content: json(DeliveryView) },
      ...problems(409),
    },
  },
  (deps) => async (c) => {
    const delivery = await tryWebhook(deps.services, c.req.valid("param").webhook_id);
    return c.json(deliveryView(delivery), 202);
  },
);
