/** Shapes that several answers of monitoring share. */
import { z } from "@hono/zod-openapi";

export const Time = z.string().openapi({ format: "date-time" });

export const QueueView = z.object({
  name: z.string(),
  length: z.number().int(),
  status: z.enum(["active", "paused"]),
  oldest_age_seconds: z.number(),
}).openapi("Queue");
