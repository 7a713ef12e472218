/** GET /health, /health/ready and /health/workers. */
import { z } from "@hono/zod-openapi";
import { ERRORS, type LintelError } from "../../errors.ts";
import { log } from "../../observability/log.ts";
import { VERSION } from "../../version.ts";
import { infoOf, onlineWorkers, queueViews } from "../../workflow/monitor.ts";
import type { HttpDeps } from "../env.ts";
import { toLintelError } from "../problem.ts";
import { route } from "../route.ts";

const logger = log("http.health");

const State = z.enum(["healthy", "warning", "unhealthy"]);
type State = z.infer<typeof State>;
const Check = z.object({ status: State, message: z.string() });
const Time = z.string().openapi({ format: "date-time" });

export const health = route(
  { scope: null, anyQuery: true },
  {
    method: "get",
    path: "/api/v1/health",
    summary: "Whether this process lives",
    tags: ["health"],
    responses: {
      200: {
        description: "It lives",
        content: {
          "application/json": {
            schema: z.object({
              status: State,
              timestamp: Time,
              service: z.string(),
              version: z.string(),
              environment: z.string(),
            }),
          },
        },
      },
    },
  },
  (deps) => (c) =>
    c.json({
      status: "healthy" as const,
      timestamp: new Date(deps.services.now()).toISOString(),
      service: "lintel",
      version: VERSION,
      environment: deps.environment,
    }, 200),
);

type Checks = Readonly<Record<string, z.infer<typeof Check>>>;

/** What of a process is down, by the message that the log was told last. */
const down = new WeakMap<HttpDeps, Map<string, string>>();

/**
 * Asks one part. Anybody may read the answer, so it says what is wrong in general; the reason, with
 * its paths and hosts, goes to the log: once for each outage, and again where it is another one.
 */
async function check(
  deps: HttpDeps,
  part: string,
  work: () => Promise<unknown>,
): Promise<z.infer<typeof Check>> {
  try {
    await work();
  } catch (thrown) {
    const error = toLintelError(thrown);
    logOutage(deps, part, error);
    return { status: "unhealthy", message: `${ERRORS[error.code].title} (${error.code})` };
  }
  logOutage(deps, part, undefined);
  return { status: "healthy", message: "answers" };
}

/** Logs why a part is down, unless the log was told so last, and that it is back. */
function logOutage(deps: HttpDeps, part: string, error: LintelError | undefined): void {
  let told = down.get(deps);
  if (told === undefined) down.set(deps, told = new Map());
  if (error === undefined) {
    if (told.delete(part)) logger.info("a part answers again", { part });
    return;
  }
  const reason = String(error.cause ?? error);
  if (told.get(part) !== reason) logger.warning("a part does not answer", { part, error });
  told.set(part, reason);
}

/** What is being asked of store, queue and storage right now. */
const asking = new WeakMap<HttpDeps, Promise<Checks>>();

/**
 * Whether store, queue and storage answer. Anybody may ask without a token and without a limit,
 * and each look writes to the disk: so there is one at a time, whose answer all take who came
 * meanwhile.
 */
function partsOf(deps: HttpDeps): Promise<Checks> {
  const { store, queue, files } = deps.services;
  const look = async (): Promise<Checks> => {
    const [database, broker, storage] = await Promise.all([
      check(deps, "database", () => store.maintenance.ping()),
      check(deps, "queue", () => queue.ping()),
      check(deps, "storage", () => files.ping()),
    ]);
    return { database, queue: broker, storage };
  };
  let parts = asking.get(deps);
  if (parts === undefined) {
    parts = look().finally(() => asking.delete(deps));
    asking.set(deps, parts);
  }
  return parts;
}

/** What GET /health/ready says, check by check; never throws. */
export async function readiness(deps: HttpDeps): Promise<Checks> {
  const parts = await partsOf(deps);
  const accepting: z.infer<typeof Check> = deps.ready()
    ? { status: "healthy", message: "takes requests" }
    : { status: "unhealthy", message: "starting or draining" };
  return { accepting, ...parts };
}

const Ready = z.object({
  status: State,
  timestamp: Time,
  service: z.string(),
  checks: z.record(z.string(), Check),
});

export const healthReady = route(
  { scope: null, anyQuery: true },
  {
    method: "get",
    path: "/api/v1/health/ready",
    summary: "Whether this process can take work: store, queue and storage answer",
    tags: ["health"],
    responses: {
      200: { description: "It can", content: { "application/json": { schema: Ready } } },
      503: { description: "It cannot", content: { "application/json": { schema: Ready } } },
    },
  },
  (deps) => async (c) => {
    const checks = await readiness(deps);
    const ok = Object.values(checks).every((v) => v.status === "healthy");
    const body = {
      status: ok ? "healthy" as const : "unhealthy" as const,
      timestamp: new Date(deps.services.now()).toISOString(),
      service: "lintel",
      checks,
    };
    return ok ? c.json(body, 200) : c.json(body, 503, { "Retry-After": "5" });
  },
);

const WorkersCheck = Check.extend({
  worker_count: z.number().int(),
  workers: z.array(z.string()),
});

const WorkersHealth = z.object({
  status: State,
  timestamp: Time,
  service: z.string(),
  checks: z.object({
    workers: WorkersCheck,
    celery_workers: WorkersCheck.openapi({ description: "The old name of `workers`." }),
    message_queues: Check.extend({ queue_lengths: z.record(z.string(), z.number().int()) }),
    task_processing: Check.extend({ total_tasks_processed: z.number().int() }),
    engines: z.record(z.string(), Check.extend({ version: z.string().nullable() })),
  }),
});

function worst(states: readonly State[]): State {
  if (states.includes("unhealthy")) return "unhealthy";
  return states.includes("warning") ? "warning" : "healthy";
}

/** Seconds that work may wait before queues are worth a warning. */
const OLD = 60;

async function workersHealth(deps: HttpDeps): Promise<z.infer<typeof WorkersHealth>> {
  const { store } = deps.services;
  const now = deps.services.now();
  const [workers, queues, engines] = await Promise.all([
    onlineWorkers(store, now),
    queueViews(store, now),
    engineChecks(deps),
  ]);
  const online: State = workers.length > 0 ? "healthy" : "unhealthy";
  const waiting = queues.reduce((sum, q) => sum + q.length, 0);
  const age = Math.max(0, ...queues.map((q) => q.oldest_age_seconds));
  const late: State = age > OLD ? "warning" : "healthy";
  const processed = workers.flatMap((w) => Object.values(infoOf(w).total));
  const workersCheck = {
    status: online,
    message: workers.length === 1 ? "1 worker is online" : `${workers.length} workers are online`,
    worker_count: workers.length,
    workers: workers.map((w) => w.worker_id),
  };
  // A warning is of an engine that nobody has to install.
  const broken = Object.values(engines).map((engine) => engine.status)
    .filter((status) => status === "unhealthy");
  return {
    status: worst([online, late, ...broken]),
    timestamp: new Date(now).toISOString(),
    service: "lintel",
    checks: {
      workers: workersCheck,
      celery_workers: workersCheck,
      message_queues: {
        status: late,
        message: `${waiting} waiting, the oldest for ${Math.round(age)} s`,
        queue_lengths: Object.fromEntries(queues.map((q) => [q.name, q.length])),
      },
      task_processing: {
        status: online,
        message: "attempts ended by the workers that are online",
        total_tasks_processed: processed.reduce((sum, n) => sum + n, 0),
      },
      engines,
    },
  };
}

/** An engine is asked for its version once: later looks cost nothing while it is there. */
async function engineChecks(
  deps: HttpDeps,
): Promise<z.infer<typeof WorkersHealth>["checks"]["engines"]> {
  const entries = await Promise.all(
    [...deps.services.engines.values()].map(async (engine) => {
      const { status, message, version, error } = await engine.health();
      logOutage(deps, `engine ${engine.name}`, error);
      // The engine that is not the default may be left out of an installation.
      const optional = engine.name !== deps.services.defaults.engine;
      const state: State = status === "unhealthy" && optional ? "warning" : status;
      return [engine.name, { status: state, message, version }] as const;
    }),
  );
  return Object.fromEntries(entries);
}

export const healthWorkers = route(
  { scope: "read", anyQuery: true },
  {
    method: "get",
    path: "/api/v1/health/workers",
    summary: "Whether work is being done",
    tags: ["health"],
    responses: {
      200: {
        description: "The checks",
        content: { "application/json": { schema: WorkersHealth } },
      },
    },
  },
  (deps) => async (c) => c.json(await workersHealth(deps), 200),
);
