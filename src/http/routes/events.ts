/** GET /events: what changes, as server-sent events, for whoever watches the service. */
import { z } from "@hono/zod-openapi";
import type { Feed } from "../../workflow/feed.ts";
import { eventStream, openStream } from "../event_streams.ts";
import { feedOf, scopesOf, type Topic, TOPICS, topicsOf } from "../event_topics.ts";
import { requireScope } from "../middleware/auth.ts";
import { problems } from "../problem.ts";
import { rawRoute } from "../route.ts";

/** Milliseconds after which a silent stream says that it lives. */
const KEEP_ALIVE = 15_000;
/** Milliseconds after which a stream ends, so that its reader is asked again who he is. */
const LONGEST = 300_000;
/** Milliseconds between two looks whether the process drains. */
const PATIENCE = 1000;

const ServiceEvent = z.object({
  event: z.enum([...TOPICS, "alive"]),
  data: z.string().openapi({
    description: "JSON text: of `queues`, `workers` and `system` as GET /monitoring/queues, " +
      "/monitoring/workers and /monitoring/system answer, of `jobs` how many are `active`, of the " +
      "others `{}`: something changed.",
  }),
}).openapi("ServiceEvent", { description: "One event of the stream." });

export const serviceEvents = rawRoute(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/events",
    summary: "What changes in the service, as server-sent events",
    tags: ["monitoring"],
    request: {
      query: z.object({
        topics: z.string().optional().openapi({
          description: `Some of ${TOPICS.join(", ")}; queues, workers and jobs where it is not ` +
            "given. `webhooks` and `audit` take the scope admin.",
          example: "queues,jobs",
        }),
      }),
    },
    responses: {
      200: {
        description: "An event for each topic at first and whenever it has changed, at most one " +
          "in two seconds; `alive` where there is no other for 15 seconds. It ends after five " +
          "minutes, for its reader to come again",
        content: { "text/event-stream": { schema: ServiceEvent } },
      },
      ...problems(429),
    },
  },
  (deps) => {
    let feed: Feed<Topic> | undefined;
    return (c) => {
      const topics = topicsOf(c.req.query("topics"));
      for (const scope of scopesOf(topics)) requireScope(c, deps.tokens, scope);
      const close = openStream(deps, c);
      return eventStream(c, async (stream) => {
        const subscription = (feed ??= feedOf(deps)).subscribe(topics);
        stream.onAbort(() => subscription.end());
        try {
          const began = Date.now();
          let quiet = began;
          while (!stream.aborted && !stream.closed && Date.now() - began < LONGEST) {
            const told = await subscription.next(PATIENCE);
            if (told === null || !deps.ready()) return;
            for (const { topic, text } of told) await stream.writeSSE({ event: topic, data: text });
            if (told.length > 0) quiet = Date.now();
            else if (Date.now() - quiet > KEEP_ALIVE) {
              await stream.writeSSE({ event: "alive", data: "{}" });
              quiet = Date.now();
            }
          }
        } finally {
          subscription.end();
          close();
        }
      });
    };
  },
);
