/** GET /monitoring/workers, /workers/{id} and /system; and control of a worker. */
import { z } from "@hono/zod-openapi";
import { LintelError } from "../../errors.ts";
import { CONTROL_ACTIONS, type ControlAction, type WorkerRow } from "../../store/port.ts";
import {
  infoOf,
  isOnline,
  isWorker,
  knownWorkers,
  queueViews,
  type WorkerInfo,
} from "../../workflow/monitor.ts";
import type { Services } from "../../workflow/services.ts";
import type { HttpDeps } from "../env.ts";
import { problems } from "../problem.ts";
import { route } from "../route.ts";
import { QueueView, Time } from "../schemas/monitoring.ts";
import { SystemView } from "../schemas/system.ts";

const Facts = z.record(z.string(), z.unknown());
const TaskNow = Facts.openapi({
  description: "task_id, task_name, args, kwargs, time_start (Unix seconds)",
});

const WorkerView = z.object({
  worker_name: z.string(),
  status: z.string(),
  host: z.string(),
  pid: z.number().int(),
  address: z.string().nullable().openapi({ description: "`host:port` of its own metrics" }),
  active_tasks: z.number().int(),
  current_tasks: z.array(TaskNow),
  total_tasks: z.number().int(),
  totals: Facts,
  pool_implementation: z.string(),
  pool_processes: z.number().int().openapi({ description: "Their pids are under `pool`." }),
  concurrency: z.number().int(),
  pool: Facts,
  cache: Facts,
  rusage: Facts,
  registered_tasks: z.array(z.string()),
  started_at: Time,
  heartbeat_at: Time,
}).openapi("Worker");

function total(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}

function processes(pool: WorkerInfo["pool"]): number {
  return Object.values(pool).reduce((sum, { pids }) => sum + (pids?.length ?? 0), 0);
}

/** What the row says; of a worker that is gone, not what it did when it was last heard. */
function workerView(row: WorkerRow, now: number): z.infer<typeof WorkerView> {
  const info = infoOf(row);
  const online = isOnline(row, now);
  const current = online ? info.current_tasks : [];
  return {
    worker_name: row.worker_id,
    status: online ? row.status : "offline",
    host: row.host,
    pid: row.pid,
    address: info.address,
    active_tasks: current.length,
    current_tasks: current,
    total_tasks: total(info.total),
    totals: info.totals,
    pool_implementation: "processes",
    pool_processes: online ? processes(info.pool) : 0,
    concurrency: row.concurrency,
    pool: online ? info.pool : {},
    cache: info.cache,
    rusage: info.rusage,
    registered_tasks: Object.keys(info.total),
    started_at: new Date(row.started_at).toISOString(),
    heartbeat_at: new Date(row.heartbeat_at).toISOString(),
  };
}

const WorkerParams = z.object({
  worker_id: z.string().max(255).openapi({ param: { name: "worker_id", in: "path" } }),
});

async function findOnline(deps: HttpDeps, worker_id: string): Promise<WorkerRow> {
  const { store, now } = deps.services;
  const row = await store.workers.get(worker_id);
  if (row === null || !isWorker(row) || !isOnline(row, now())) {
    throw new LintelError("not_found", `The worker ${worker_id} is not online.`);
  }
  return row;
}

export async function workersNow({ store, now }: Services) {
  const at = now();
  const [workers, queues] = await Promise.all([knownWorkers(store, at), queueViews(store, at)]);
  return {
    timestamp: new Date(at).toISOString(),
    total_workers: workers.length,
    online_workers: workers.filter((row) => isOnline(row, at)).length,
    workers: workers.map((row) => workerView(row, at)),
    queues,
  };
}

export const listWorkers = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/monitoring/workers",
    summary: "Workers, those gone for less than ten minutes as `offline`; and the queues",
    tags: ["monitoring"],
    responses: {
      200: {
        description: "The workers",
        content: {
          "application/json": {
            schema: z.object({
              timestamp: Time,
              total_workers: z.number().int(),
              online_workers: z.number().int(),
              workers: z.array(WorkerView),
              queues: z.array(QueueView),
            }),
          },
        },
      },
    },
  },
  ({ services }) => async (c) => c.json(await workersNow(services), 200),
);

export const getWorker = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/monitoring/workers/{worker_id}",
    summary: "One worker that is online",
    tags: ["monitoring"],
    request: { params: WorkerParams },
    responses: {
      200: {
        description: "The worker",
        content: {
          "application/json": {
            schema: z.object({
              worker_id: z.string(),
              timestamp: Time,
              status: z.string(),
              active_tasks: z.array(TaskNow),
              scheduled_tasks: z.array(TaskNow),
              reserved_tasks: z.array(TaskNow),
              stats: WorkerView,
            }),
          },
        },
      },
    },
  },
  (deps) => async (c) => {
    const row = await findOnline(deps, c.req.valid("param").worker_id);
    const now = deps.services.now();
    return c.json({
      worker_id: row.worker_id,
      timestamp: new Date(now).toISOString(),
      status: row.status,
      active_tasks: infoOf(row).current_tasks,
      // A worker here claims only what it runs: nothing is scheduled or reserved in it.
      scheduled_tasks: [],
      reserved_tasks: [],
      stats: workerView(row, now),
    }, 200);
  },
);

export const controlWorker = route(
  { scope: "admin" },
  {
    method: "post",
    path: "/api/v1/monitoring/workers/{worker_id}/control",
    summary: "Tell a worker what to do",
    tags: ["monitoring"],
    request: {
      params: WorkerParams,
      query: z.object({
        action: z.string().max(50).openapi({ enum: [...CONTROL_ACTIONS] }),
      }),
    },
    responses: {
      200: {
        description: "Done, or taken where the worker did not answer within two seconds",
        content: {
          "application/json": {
            schema: z.object({
              worker_id: z.string(),
              action: z.string(),
              timestamp: Time,
              result: z.string(),
            }),
          },
        },
      },
      ...problems(403),
    },
  },
  (deps) => async (c) => {
    const { worker_id } = c.req.valid("param");
    const { action } = c.req.valid("query");
    const known = CONTROL_ACTIONS.find((a): a is ControlAction => a === action);
    if (known === undefined) {
      const message = `takes one of ${CONTROL_ACTIONS.join(", ")}`;
      throw new LintelError("invalid_action", `action ${message}`, {
        fields: [{ path: "action", message }],
      });
    }
    await findOnline(deps, worker_id);
    const { store, now } = deps.services;
    const id = await store.workers.command(worker_id, known, now());
    let result = "taken; the worker has not answered yet";
    for (const end = now() + 2000; now() < end;) {
      const command = await store.workers.getCommand(id);
      if (command !== null && command.done_at !== null) {
        result = command.result ?? "done";
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return c.json({ worker_id, action, timestamp: new Date(now()).toISOString(), result }, 200);
  },
);

export const getSystem = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/monitoring/system",
    summary: "CPU, memory, disks, network and process",
    tags: ["monitoring"],
    responses: {
      200: { description: "The figures", content: { "application/json": { schema: SystemView } } },
    },
  },
  (deps) => async (c) => c.json(await deps.system.read(), 200),
);
