/** GET /monitoring/targets: where Prometheus finds the processes of this service (http_sd). */
import { z } from "@hono/zod-openapi";
import { type Target, targets } from "../../workflow/monitor.ts";
import { route } from "../route.ts";

/** https://prometheus.io/docs/prometheus/latest/http_sd/ */
const TargetGroup = z.object({
  targets: z.array(z.string()).openapi({ example: ["lint-1:8000"] }),
  labels: z.object({ role: z.enum(["web", "worker", "all"]) }),
}).openapi("TargetGroup");

/** One group for each role. */
function grouped(all: readonly Target[]): z.infer<typeof TargetGroup>[] {
  const groups = new Map<Target["role"], string[]>();
  for (const { role, address } of all) groups.set(role, [...groups.get(role) ?? [], address]);
  return [...groups].map(([role, addresses]) => ({ targets: addresses, labels: { role } }));
}

export const listTargets = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/monitoring/targets",
    summary: "Addresses of every process's metrics, as Prometheus's http_sd reads them",
    tags: ["monitoring"],
    responses: {
      200: {
        description: "The addresses, by what the processes are",
        content: { "application/json": { schema: z.array(TargetGroup) } },
      },
    },
  },
  (deps) => async (c) => {
    const { store, now } = deps.services;
    return c.json(grouped(await targets(store, now())), 200);
  },
);
