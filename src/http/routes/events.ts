/** GET /events: queues, workers and jobs as server-sent events, for whoever watches the service. */
import { z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import { LintelError } from "../../errors.ts";
import { Feed, type FeedState } from "../../workflow/feed.ts";
import type { HttpDeps } from "../env.ts";
import { openStream } from "../event_streams.ts";
import { problems } from "../problem.ts";
import { rawRoute } from "../route.ts";
import { jobView } from "../schemas/job.ts";
import { workersNow } from "./monitoring.ts";
import { queuesNow } from "./queues.ts";

const TOPICS = ["queues", "workers", "jobs"] as const;
type Topic = (typeof TOPICS)[number];

/** Milliseconds between two looks at what changed. */
const TURN = 2000;
/** Milliseconds after which a silent stream says that it lives. */
const KEEP_ALIVE = 15_000;
/** Milliseconds after which a stream ends, so that its reader is asked again who he is. */
const LONGEST = 300_000;
/** Milliseconds between two looks whether the process drains. */
const PATIENCE = 1000;
/** Figures that change all the time are told this often, milliseconds. */
const REFRESH = 10_000;
/** The newest jobs, whose moves are noticed. */
const JOBS = 100;

function state(now: number, value: unknown, moving: unknown, refresh = true): FeedState {
  const turn = refresh ? Math.floor(now / REFRESH) : 0;
  return { text: JSON.stringify(value), signature: JSON.stringify([turn, moving]) };
}

/** What each topic tells. Ages and memory change all the time: alone they are no news. */
function feedOf({ services }: HttpDeps): Feed<Topic> {
  const { store } = services;
  return new Feed<Topic>({
    async queues() {
      const view = await queuesNow(services);
      const moving = view.queues.map(({ name, length, status }) => [name, length, status]);
      return state(services.now(), view, moving);
    },
    async workers() {
      const view = await workersNow(services);
      const moving = [
        view.workers.map(({ worker_name, status, current_tasks, totals }) => [
          worker_name,
          status,
          current_tasks,
          totals,
        ]),
        view.queues.map(({ length, status }) => [length, status]),
      ];
      return state(services.now(), view, moving);
    },
    async jobs() {
      const [active, jobs] = await Promise.all([
        store.jobs.countActive(),
        store.jobs.list({}, JOBS),
      ]);
      const newest = jobs.map(jobView).map(({ job_id, job_status, progress }) =>
        JSON.stringify([job_id, job_status, progress])
      );
      return state(services.now(), { active }, [active, newest], false);
    },
  }, TURN);
}

/** Throws `validation_failed` for a topic that is none. */
function topicsOf(text: string | undefined): Topic[] {
  const asked = [...new Set((text ?? TOPICS.join(",")).split(","))];
  const topics = asked.flatMap((word) => TOPICS.filter((topic) => topic === word));
  if (topics.length === asked.length) return topics;
  const message = `takes some of ${TOPICS.join(", ")}, with commas between them`;
  throw new LintelError("validation_failed", `topics ${message}`, {
    fields: [{ path: "topics", message }],
  });
}

const ServiceEvent = z.object({
  event: z.enum([...TOPICS, "alive"]),
  data: z.string().openapi({
    description: "JSON text: of `queues` and `workers` as GET /monitoring/queues and " +
      "/monitoring/workers answer, of `jobs` how many are `active`.",
  }),
}).openapi("ServiceEvent", { description: "One event of the stream." });

export const serviceEvents = rawRoute(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/events",
    summary: "Queues, workers and jobs as they change, as server-sent events",
    tags: ["monitoring"],
    request: {
      query: z.object({
        topics: z.string().optional().openapi({
          description: `Some of ${TOPICS.join(", ")}; all where it is not given.`,
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
      const close = openStream(deps);
      return streamSSE(c, async (stream) => {
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
