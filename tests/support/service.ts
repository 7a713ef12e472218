/**
 * A whole service in this process, on temporary folders: real SQLite store, real Deno KV queue,
 * real volume, real lint processes, and the application that tests send requests to.
 */
import assert from "node:assert/strict";
import type { z } from "@hono/zod-openapi";
import { loadSettings } from "../../src/config/load.ts";
import type { SettingName, Settings } from "../../src/config/settings.ts";
import { createApp } from "../../src/http/app.ts";
import type { HttpDeps } from "../../src/http/env.ts";
import { hostCheck } from "../../src/http/hosts.ts";
import { type Limiters, limitersOf } from "../../src/http/limiters.ts";
import { type JobDetail, type TaskView } from "../../src/http/schemas/job.ts";
import type { EngineName, LintEngine } from "../../src/lint/port.ts";
import { isOpen } from "../../src/jobs/states.ts";
import { openRateLimits } from "../../src/modes/rate_limits.ts";
import { openServices } from "../../src/modes/services.ts";
import { workerEvents } from "../../src/modes/worker_events.ts";
import { Metrics } from "../../src/observability/metrics.ts";
import { SystemMonitor } from "../../src/observability/system.ts";
import type { PoolOptions } from "../../src/pool/pool.ts";
import type { Sender } from "../../src/webhooks/port.ts";
import { webhookParts } from "../../src/workflow/webhooks/parts.ts";
import { Worker } from "../../src/worker/worker.ts";
import { ResultCache } from "../../src/workflow/cache.ts";
import type { Services } from "../../src/workflow/services.ts";
import { JobWatch } from "../../src/workflow/watch.ts";
import { documented } from "./documented.ts";
import { CATALOGUE, scriptedEngine } from "./engines.ts";
import { until } from "./wait.ts";

export type JobBody = z.infer<typeof JobDetail>;
export type TaskBody = z.infer<typeof TaskView>;

export interface ServiceOptions {
  /** Environment on top of the temporary folders. */
  env?: Partial<Record<SettingName, string>>;
  /** Whether a worker runs in it; it does not unless this is true. */
  worker?: boolean;
  /** The engine under the name `native`: the real one, or the scripted one with these limits. */
  scripted?: Partial<PoolOptions>;
  /** Engines in place of the real ones. */
  engines?: ReadonlyMap<EngineName, LintEngine>;
  /** Sends messages to webhooks in place of the process that would. */
  sender?: Sender;
  /** Changes what the application is given. */
  deps?: (deps: HttpDeps) => HttpDeps;
}

export interface TestService extends AsyncDisposable {
  root: string;
  settings: Settings;
  services: Services;
  deps: HttpDeps;
  cache: ResultCache;
  worker: Worker;
  /** Sends a request; fails where the OpenAPI document does not foresee the answer. */
  request(method: string, path: string, init?: RequestInit): Promise<Response>;
  /** GET that must answer 200; its JSON. */
  get<T>(path: string): Promise<T>;
  /** POST of JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Submits SQL, or an archive's bytes; the job's id. */
  submit(what: string | Uint8Array<ArrayBuffer>, more?: Record<string, unknown>): Promise<string>;
  /** The job once it has ended. */
  ended(job_id: string): Promise<JobBody>;
  tasks(job_id: string): Promise<TaskBody[]>;
  /** Puts the service's clock forward. */
  advance(ms: number): void;
  setReady(ready: boolean): void;
}

/** Opens a service; `await using` closes it and removes its folder. */
export async function openService(options: ServiceOptions = {}): Promise<TestService> {
  const root = await Deno.makeTempDir({ prefix: "lintel-test-" });
  const settings = settingsIn(root, options.env);
  const opened = await openServices(settings);
  const own = options.scripted === undefined ? options.engines : new Map<EngineName, LintEngine>([
    ["native", scriptedEngine(root, options.scripted)],
    ["sqlfluff", scriptedEngine(root, options.scripted, "sqlfluff")],
  ]);
  let ahead = 0;
  let ready = true;
  const services: Services = {
    ...opened.services,
    engines: own ?? opened.services.engines,
    ...(options.sender === undefined ? {} : {
      webhooks: webhookParts({ ...opened.services.webhooks, sender: options.sender }),
    }),
    now: () => Date.now() + ahead,
  };
  const system = new SystemMonitor(settings.STORAGE_ROOT);
  const rateLimits = await openRateLimits(settings);
  const plain = depsOf(settings, services, system, limitersOf(rateLimits, settings), () => ready);
  const deps = options.deps?.(plain) ?? plain;
  const app = createApp(deps);
  const cache = new ResultCache(settings.RESULT_CACHE_MB * 1024 * 1024);
  const worker = workerOf(services, deps, cache, settings);
  if (options.worker === true) await worker.start();

  return {
    ...client((path, init) => Promise.resolve(app.request(path, init)), services),
    root,
    settings,
    services,
    deps,
    cache,
    worker,
    advance: (ms) => ahead += ms,
    setReady: (value) => ready = value,
    async [Symbol.asyncDispose]() {
      if (options.worker === true) await worker.stop();
      system.stop();
      rateLimits?.close();
      await Promise.all([...own?.values() ?? []].map((engine) => engine.close()));
      await opened.close();
      await Deno.remove(root, { recursive: true });
    },
  };
}

function settingsIn(root: string, more: ServiceOptions["env"]): Settings {
  const environment: Partial<Record<string, string>> = {
    DATABASE_URL: `sqlite:${root}/lintel.db`,
    QUEUE_URL: `kv:${root}/queue.kv`,
    STORAGE_ROOT: `${root}/files`,
    WORKER_CONCURRENCY: "2",
    SHUTDOWN_SECONDS: "5",
    ...more,
  };
  return loadSettings((name) => environment[name]).settings;
}

function depsOf(
  settings: Settings,
  services: Services,
  system: SystemMonitor,
  limiters: Limiters,
  ready: () => boolean,
): HttpDeps {
  return {
    services,
    catalogue: CATALOGUE,
    metrics: new Metrics(),
    system,
    watch: new JobWatch(),
    ownWorker: true,
    tokens: settings.API_TOKENS,
    network: {
      host: hostCheck({ listen: settings.HOST, allowed: settings.ALLOWED_HOSTS, machine: "here" }),
      proxies: settings.TRUSTED_PROXIES,
    },
    limiters,
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

function workerOf(
  services: Services,
  deps: HttpDeps,
  cache: ResultCache,
  settings: Settings,
): Worker {
  return new Worker(services, cache, {
    worker_id: `worker-${crypto.randomUUID().slice(0, 8)}@here`,
    host: "here",
    pid: Deno.pid,
    concurrency: settings.WORKER_CONCURRENCY,
    batch: settings.WORKER_BATCH,
    retentionDays: settings.RETENTION_DAYS,
    keeping: {
      auditDays: settings.AUDIT_RETENTION_DAYS,
      trendDays: settings.TREND_RETENTION_DAYS,
      webhookDays: settings.WEBHOOK_RETENTION_DAYS,
    },
    shutdownMs: settings.SHUTDOWN_SECONDS * 1000,
    rusage: () => deps.system.rusage(),
  }, workerEvents(deps.metrics, deps.watch));
}

type Client = Pick<TestService, "request" | "get" | "post" | "submit" | "ended" | "tasks">;

function client(
  send: (path: string, init: RequestInit) => Promise<Response>,
  services: Services,
): Client {
  const request: TestService["request"] = async (method, path, init = {}) => {
    const response = await send(path, { ...init, method });
    documented(method, path, response);
    return response;
  };
  const get = async <T>(path: string): Promise<T> => {
    const response = await request("GET", path);
    const text = await response.text();
    assert.equal(response.status, 200, text);
    return JSON.parse(text) as T;
  };
  const post: TestService["post"] = (path, body, headers = {}) =>
    request("POST", path, {
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  return {
    request,
    get,
    post,
    async submit(what, more = {}) {
      const response = typeof what === "string"
        ? await post("/api/v1/jobs", { sql_content: what, ...more })
        : await submitFile(request, what, more);
      const text = await response.text();
      assert.equal(response.status, 202, text);
      return (JSON.parse(text) as { job_id: string }).job_id;
    },
    async ended(job_id) {
      await until(`the end of job ${job_id}`, async () => {
        const job = await services.store.jobs.get(job_id);
        return job !== null && !isOpen(job.status);
      });
      return await get<JobBody>(`/api/v1/jobs/${job_id}`);
    },
    async tasks(job_id) {
      return (await get<{ tasks: TaskBody[] }>(`/api/v1/jobs/${job_id}/tasks?limit=1000`)).tasks;
    },
  };
}

function submitFile(
  request: TestService["request"],
  bytes: Uint8Array<ArrayBuffer>,
  more: Record<string, unknown>,
): Promise<Response> {
  const form = new FormData();
  form.append("file", new Blob([bytes]), "archive.zip");
  for (const [name, value] of Object.entries(more)) {
    form.append(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  return request("POST", "/api/v1/jobs", { body: form });
}
