/** GET /metrics, for Prometheus. */
import { z } from "@hono/zod-openapi";
import { onlineWorkers, queueViews } from "../../workflow/monitor.ts";
import { rawRoute } from "../route.ts";

export const metrics = rawRoute(
  { scope: "read", anyQuery: true },
  {
    method: "get",
    path: "/metrics",
    summary: "Metrics in Prometheus's text format",
    tags: ["monitoring"],
    responses: {
      200: { description: "The metrics", content: { "text/plain": { schema: z.string() } } },
    },
  },
  (deps) => async (c) => {
    const { store } = deps.services;
    const now = deps.services.now();
    const [active_jobs, workers, queues, system] = await Promise.all([
      store.jobs.countActive(),
      onlineWorkers(store, now),
      queueViews(store, now),
      deps.system.ratios(),
    ]);
    const text = await deps.metrics.expose(
      {
        active_jobs,
        workers_online: workers.length,
        queues: queues.map((q) => ({ ...q, queue: q.name })),
      },
      deps.system.processFigures(),
      system,
    );
    return c.body(text, 200, { "Content-Type": deps.metrics.contentType });
  },
);
