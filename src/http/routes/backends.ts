/** GET /monitoring/backends: the database and the queue, as they tell of themselves. */
import { z } from "@hono/zod-openapi";
import { ERRORS, LintelError } from "../../errors.ts";
import type { BackendFacts } from "../../observability/backend.ts";
import { route } from "../route.ts";
import { Time } from "../schemas/monitoring.ts";

const bytes = z.number().nullable();
const count = z.number().int().nullable();

const Backend = z.object({
  kind: z.string().openapi({ example: "mysql" }),
  version: z.string().nullable(),
  bytes: bytes.openapi({ description: "Of its files; of Redis, of its memory." }),
  bytes_limit: bytes.openapi({ description: "Null where it sets no limit of its own." }),
  connections: count.openapi({ description: "Of all its clients; null for a file." }),
  connections_limit: count,
}).openapi("Backend");

const View = z.object({
  timestamp: Time,
  database: Backend.nullable(),
  queue: Backend.nullable(),
  reasons: z.record(z.string(), z.string()).openapi({ description: "Why one of them is null." }),
});

/** The facts, or which kind of fault kept them from being told; readiness logs its reason. */
async function told(facts: Promise<BackendFacts>): Promise<BackendFacts | string> {
  try {
    return await facts;
  } catch (error) {
    if (error instanceof LintelError) return ERRORS[error.code].title;
    throw error;
  }
}

export const getBackends = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/monitoring/backends",
    summary: "Database and queue: version, size and connections",
    tags: ["monitoring"],
    responses: {
      200: { description: "What they tell", content: { "application/json": { schema: View } } },
    },
  },
  ({ services }) => async (c) => {
    const { store, queue, now } = services;
    const parts = await Promise.all([told(store.maintenance.facts()), told(queue.facts())]);
    const [database, waiting] = parts.map((part) => typeof part === "string" ? null : part);
    const reasons = ["database", "queue"].flatMap((name, at) => {
      const part = parts[at]!;
      return typeof part === "string" ? [[name, part]] : [];
    });
    return c.json({
      timestamp: new Date(now()).toISOString(),
      database: database!,
      queue: waiting!,
      reasons: Object.fromEntries(reasons),
    }, 200);
  },
);
