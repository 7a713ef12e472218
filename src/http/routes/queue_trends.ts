/** GET /trends/queues: how much waited over time and for how long, as JSON or CSV. */
import { z } from "@hono/zod-openapi";
import { QUEUE_NAMES } from "../../queue/port.ts";
import { type QueueTrends, queueTrendsOf } from "../../workflow/queue_trends.ts";
import { gzipAnswer } from "../gzip.ts";
import { route } from "../route.ts";
import { Time } from "../schemas/monitoring.ts";
import { csvHeaders, csvRow, windowOf, WindowQuery } from "../schemas/trend_window.ts";

const figure = z.number().nullable();

const QueueTrendsView = z.object({
  bucket_seconds: z.number().int(),
  from: Time,
  to: Time,
  queues: z.array(z.object({
    name: z.enum(QUEUE_NAMES),
    points: z.array(z.object({
      at: Time,
      samples: z.number().int().openapi({
        description: "Looks at the queue, one a minute; 0 where no process was there to look.",
      }),
      length_mean: figure,
      length_max: figure,
      oldest_age_seconds: figure.openapi({ description: "At most, of what waited." }),
    })),
  })),
}).openapi("QueueTrends");

const COLUMNS = ["samples", "length_mean", "length_max", "oldest_age_seconds"] as const;

const time = (ms: number) => new Date(ms).toISOString();

/** A line for each point of each queue. */
function csvOf({ queues }: QueueTrends): string {
  const lines = queues.flatMap(({ name, points }) =>
    points.map((point) => csvRow([name, time(point.at), ...COLUMNS.map((c) => point[c])]))
  );
  return csvRow(["queue", "at", ...COLUMNS]) + lines.join("");
}

export const getQueueTrends = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/trends/queues",
    summary: "How much waited over time, and for how long",
    tags: ["trends"],
    middleware: gzipAnswer(),
    request: { query: WindowQuery },
    responses: {
      200: {
        description: "The queues by time; points without a sample included",
        content: {
          "application/json": { schema: QueueTrendsView },
          "text/csv": { schema: z.string() },
        },
      },
    },
  },
  ({ services }) => async (c) => {
    const { format, ...range } = c.req.valid("query");
    const trends = await queueTrendsOf(services, windowOf(range, services.now()));
    if (format === "csv") return c.body(csvOf(trends), 200, csvHeaders("queues")) as never;
    const queues = trends.queues.map(({ name, points }) => ({
      name,
      points: points.map((point) => ({ ...point, at: time(point.at) })),
    }));
    return c.json({ ...trends, from: time(trends.from), to: time(trends.to), queues }, 200);
  },
);
