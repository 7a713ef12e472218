/** `web`, `worker` and `all`: one composition, of which a process runs the parts of its mode. */
import { openFilesLimit, SystemMonitor } from "../observability/system.ts";
import {
  log,
  logFile,
  type LogTarget,
  reopenOnHangup,
  standardOutput,
  startLogging,
  stopLogging,
} from "../observability/log.ts";
import { Metrics } from "../observability/metrics.ts";
import type { LoadedSettings } from "../config/load.ts";
import { type Settings, USUAL_METRICS_PORT } from "../config/settings.ts";
import { allEnded, type LintelError, messageOf } from "../errors.ts";
import { createApp } from "../http/app.ts";
import type { HttpDeps } from "../http/env.ts";
import { hostCheck } from "../http/hosts.ts";
import { limitersOf } from "../http/limiters.ts";
import { ROUTES, WORKER_ROUTES } from "../http/routes/mod.ts";
import { type RunningServer, serve } from "../http/server.ts";
import type { RateLimits } from "../rate_limit/port.ts";
import type { Registry } from "../registry/port.ts";
import { Worker } from "../worker/worker.ts";
import { ResultCache } from "../workflow/cache.ts";
import type { Service } from "../workflow/periodic.ts";
import { presenceService } from "../workflow/presence.ts";
import { samplerService } from "../workflow/queue_trends.ts";
import { JobWatch } from "../workflow/watch.ts";
import { VERSION } from "../version.ts";
import { openRateLimits } from "./rate_limits.ts";
import { openRegistry } from "./registries.ts";
import { type Opened, openServices } from "./services.ts";
import { workerEvents } from "./worker_events.ts";

const logger = log("main");

export interface Running {
  url: string;
  /** Drains and closes everything. */
  stop(): Promise<void>;
  /** Resolves when a control command asked this process to end. */
  shutdownAsked: Promise<void>;
  /** Resolves when the store can be relied on only by a process that starts anew. */
  failed: Promise<LintelError>;
}

/** Connections at most: half of what the process may open, so that files stay to be had. */
async function maxConnections(settings: Settings): Promise<number> {
  const half = Math.floor((await openFilesLimit() ?? 1024) / 2);
  return Math.min(settings.MAX_CONNECTIONS || 4096, half);
}

/** A name that no other process has or had. */
function nameOf(role: "web" | "worker", host: string): string {
  const letters = crypto.getRandomValues(new Uint8Array(5)).toHex();
  return `${role}-${letters}@${host}`;
}

/** Where the log goes, and what forgets the signal that opens its file anew. */
interface Logging {
  targets: LogTarget[];
  forgetHangup: () => void;
}

async function openLog({ settings, remarks }: LoadedSettings): Promise<Logging> {
  const targets = [standardOutput()];
  if (settings.LOG_FILE !== "") targets.push(openLogFile(settings.LOG_FILE));
  await startLogging(settings.LOG_LEVEL, targets);
  // Without a file SIGHUP ends the process, as the terminal that went away means it.
  const forgetHangup = settings.LOG_FILE === "" ? () => {} : reopenOnHangup(targets);
  for (const remark of remarks) logger.warning(remark);
  return { targets, forgetHangup };
}

/** What is at work in a process; a part that its mode does not have is null. */
interface Parts {
  logging: Logging;
  opened: Opened;
  system: SystemMonitor;
  rateLimits: RateLimits | null;
  server: RunningServer;
  worker: Worker | null;
  presence: Service | null;
  sampler: Service;
  registry: Registry | null;
}

/** Starts this process's part of the service. Throws where an address or a file cannot be had. */
export async function start(loaded: LoadedSettings): Promise<Running> {
  const { settings } = loaded;
  const logging = await openLog(loaded);
  const opened = await openServices(settings);
  const system = new SystemMonitor(settings.STORAGE_ROOT);
  const state = { ready: false };
  const rateLimits = await openRateLimits(settings);
  const deps = httpDeps(settings, opened, system, rateLimits, () => state.ready);
  let server: RunningServer;
  let worker: Worker | null = null;
  let presence: Service | null = null;
  const sampler = samplerService(opened.services);
  try {
    server = await listen(settings, deps);
    const address = reachable(settings, server.port);
    if (settings.MODE !== "worker") deps.watch.followOthers();
    if (settings.MODE === "web") presence = webPresence(opened, address);
    else worker = buildWorker(settings, opened, deps, address);
    presence?.start();
    await worker?.start();
    sampler.start();
  } catch (error) {
    system.stop();
    rateLimits?.close();
    await opened.close();
    throw error;
  }
  state.ready = true;
  const { failed } = opened.services.store;
  void failed.then((error) => {
    logger.error("the store can be relied on no longer; leaving", { error });
  });
  const registry = openRegistry(settings, deps, { host: hostOf(settings), port: server.port });
  registry?.start();
  const url = urlOf(settings, server.port);
  logger.info("started", { mode: settings.MODE, url, version: VERSION, pid: Deno.pid });
  const parts = {
    logging,
    opened,
    system,
    rateLimits,
    server,
    worker,
    presence,
    sampler,
    registry,
  };
  return {
    url,
    shutdownAsked: worker?.shutdownAsked ?? new Promise(() => {}),
    failed,
    async stop() {
      // Readiness fails first, so that a balancer sends no more while the rest drains.
      state.ready = false;
      await stopAll(parts, settings.SHUTDOWN_SECONDS * 1000);
    },
  };
}

/** Drains within `patience` milliseconds, and closes everything, whatever fails before it. */
async function stopAll(
  { logging, opened, system, rateLimits, registry, ...draining }: Parts,
  patience: number,
): Promise<void> {
  const { server, worker, presence, sampler } = draining;
  logger.info("stopping");
  // The last one first, and each of them whatever becomes of those before it.
  await using closing = new AsyncDisposableStack();
  closing.defer(() => stopLogging(logging.targets));
  closing.defer(() => logging.forgetHangup());
  closing.defer(() => logger.info("stopped"));
  closing.defer(() => allEnded([registry?.stop(), opened.close()]));
  closing.defer(() => rateLimits?.close());
  closing.defer(() => system.stop());
  const ends = [server.close(patience), worker?.stop(), presence?.stop(), sampler.stop()];
  await allEnded([registry?.drain(), ...ends]);
}

function openLogFile(path: string): LogTarget {
  try {
    return logFile(path);
  } catch (error) {
    throw new Error(`LOG_FILE: ${messageOf(error)}`, { cause: error });
  }
}

function httpDeps(
  settings: Settings,
  { services, catalogue }: Opened,
  system: SystemMonitor,
  rateLimits: RateLimits | null,
  ready: () => boolean,
): HttpDeps {
  return {
    services,
    catalogue,
    metrics: new Metrics(),
    system,
    watch: new JobWatch(services.queue.ends),
    ownWorker: settings.MODE !== "web",
    tokens: settings.API_TOKENS,
    network: {
      host: hostCheck({
        listen: settings.HOST,
        allowed: settings.ALLOWED_HOSTS,
        machine: Deno.hostname(),
      }),
      proxies: settings.TRUSTED_PROXIES,
    },
    limiters: limitersOf(rateLimits, settings),
    limits: {
      sqlBytes: settings.MAX_SQL_BYTES,
      uploadBytes: settings.MAX_UPLOAD_BYTES,
      uploadTimeout: settings.UPLOAD_TIMEOUT_SECONDS * 1000,
      sseClients: settings.MAX_SSE_CLIENTS,
    },
    sessionLifetime: settings.SESSION_HOURS * 3_600_000,
    readOnly: settings.READ_ONLY,
    environment: settings.ENVIRONMENT,
    ready,
  };
}

/** Makes a web process known to the others, as heartbeats do workers. */
function webPresence({ services }: Opened, address: string): Service {
  const host = Deno.hostname();
  return presenceService(services, {
    worker_id: nameOf("web", host),
    host,
    pid: Deno.pid,
    address,
  });
}

function buildWorker(
  settings: Settings,
  opened: Opened,
  deps: HttpDeps,
  address: string,
): Worker {
  const host = Deno.hostname();
  return new Worker(
    opened.services,
    new ResultCache(settings.RESULT_CACHE_MB * 1024 * 1024),
    {
      worker_id: nameOf("worker", host),
      host,
      pid: Deno.pid,
      concurrency: opened.concurrency,
      batch: settings.WORKER_BATCH,
      retentionDays: settings.RETENTION_DAYS,
      keeping: {
        auditDays: settings.AUDIT_RETENTION_DAYS,
        trendDays: settings.TREND_RETENTION_DAYS,
        webhookDays: settings.WEBHOOK_RETENTION_DAYS,
      },
      shutdownMs: settings.SHUTDOWN_SECONDS * 1000,
      rusage: () => deps.system.rusage(),
      role: settings.MODE === "all" ? "all" : "worker",
      address,
    },
    workerEvents(deps.metrics, deps.watch),
  );
}

async function listen(settings: Settings, deps: HttpDeps): Promise<RunningServer> {
  const alone = settings.MODE === "worker";
  const app = createApp(deps, alone ? WORKER_ROUTES : ROUTES);
  const options = {
    host: settings.HOST,
    maxConnections: await maxConnections(settings),
    requestTimeout: settings.UPLOAD_TIMEOUT_SECONDS * 1000,
  };
  if (!alone) return await serve(app, { ...options, port: settings.PORT });
  const port = settings.METRICS_PORT;
  if (port !== null) return await serve(app, { ...options, port });
  try {
    return await serve(app, { ...options, port: USUAL_METRICS_PORT });
  } catch (error) {
    if ((error as { code?: string }).code !== "EADDRINUSE") throw error;
    const server = await serve(app, { ...options, port: 0 });
    logger.info("the usual metrics port is taken, another was chosen", {
      taken: USUAL_METRICS_PORT,
      port: server.port,
    });
    return server;
  }
}

/** How other processes name this host: an address that means "every one" is none. */
function hostOf({ HOST }: Settings): string {
  return HOST === "0.0.0.0" || HOST === "::" ? Deno.hostname() : HOST;
}

/** How other processes reach this one's server. */
function reachable(settings: Settings, port: number): string {
  return withPort(hostOf(settings), port);
}

/** Where somebody on this machine reaches it. */
function urlOf({ HOST }: Settings, port: number): string {
  return `http://${withPort(HOST, port)}`;
}

function withPort(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}
