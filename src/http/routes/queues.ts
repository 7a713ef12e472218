/** GET /monitoring/queues, and POST /monitoring/queues/{name}/control. */
import { z } from "@hono/zod-openapi";
import { LintelError } from "../../errors.ts";
import { QUEUE_NAMES, type QueueName } from "../../queue/port.ts";
import { queueViews } from "../../workflow/monitor.ts";
import type { Services } from "../../workflow/services.ts";
import { problems } from "../problem.ts";
import { route } from "../route.ts";
import { QueueView, Time } from "../schemas/monitoring.ts";

export async function queuesNow({ store, now }: Services) {
  const at = now();
  return { timestamp: new Date(at).toISOString(), queues: await queueViews(store, at) };
}

export const listQueues = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/monitoring/queues",
    summary: "Length and age of the queues, and whether they are paused",
    tags: ["monitoring"],
    responses: {
      200: {
        description: "The queues",
        content: {
          "application/json": {
            schema: z.object({ timestamp: Time, queues: z.array(QueueView) }),
          },
        },
      },
    },
  },
  ({ services }) => async (c) => c.json(await queuesNow(services), 200),
);

const ACTIONS = ["pause", "resume"] as const;
type Action = (typeof ACTIONS)[number];

function actionOf(text: string): Action {
  const known = ACTIONS.find((a): a is Action => a === text);
  if (known !== undefined) return known;
  const message = `takes one of ${ACTIONS.join(", ")}`;
  throw new LintelError("invalid_action", `action ${message}`, {
    fields: [{ path: "action", message }],
  });
}

function queueOf(name: string): QueueName {
  const known = QUEUE_NAMES.find((q): q is QueueName => q === name);
  if (known !== undefined) return known;
  throw new LintelError("not_found", `There is no queue ${name}, only ${QUEUE_NAMES.join(", ")}.`);
}

export const controlQueue = route(
  { scope: "admin" },
  {
    method: "post",
    path: "/api/v1/monitoring/queues/{name}/control",
    summary: "Pause a queue for every worker, or resume it; what runs goes on",
    tags: ["monitoring"],
    request: {
      params: z.object({
        name: z.string().max(255).openapi({
          param: { name: "name", in: "path" },
          enum: [...QUEUE_NAMES],
        }),
      }),
      query: z.object({ action: z.string().max(50).openapi({ enum: [...ACTIONS] }) }),
    },
    responses: {
      200: {
        description: "Done; `status` says what the queue is now",
        content: {
          "application/json": {
            schema: z.object({
              name: z.string(),
              action: z.string(),
              timestamp: Time,
              status: z.enum(["active", "paused"]),
            }),
          },
        },
      },
      ...problems(403),
    },
  },
  (deps) => async (c) => {
    const action = actionOf(c.req.valid("query").action);
    const name = queueOf(c.req.valid("param").name);
    const { store, announcer, now } = deps.services;
    const paused = action === "pause";
    await store.maintenance.pauseQueue(name, paused, now());
    // Workers look for work when a message wakes them; which job it names does not matter.
    if (!paused) announcer.announce(name, ["resumed"]);
    c.get("event").queue = name;
    return c.json({
      name,
      action,
      timestamp: new Date(now()).toISOString(),
      status: paused ? "paused" as const : "active" as const,
    }, 200);
  },
);
