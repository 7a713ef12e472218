/** What routes work with, and what middleware leaves on a request. */
import type { HttpBindings } from "@hono/node-server";
import type { ApiToken } from "../config/types.ts";
import type { Catalogue } from "../lint/port.ts";
import type { Metrics } from "../observability/metrics.ts";
import type { SystemMonitor } from "../observability/system.ts";
import type { JobWatch } from "../workflow/watch.ts";
import type { Services } from "../workflow/services.ts";

export interface HttpDeps {
  services: Services;
  catalogue: Catalogue;
  metrics: Metrics;
  system: SystemMonitor;
  watch: JobWatch;
  /** True where a worker of this process tells `watch` of what it moves. */
  ownWorker: boolean;
  tokens: readonly ApiToken[];
  limits: {
    /** Bytes of SQL that /lint and /fix take. */
    sqlBytes: number;
    uploadBytes: number;
    /** Milliseconds a body may take in all. */
    uploadTimeout: number;
    sseClients: number;
  };
  environment: string;
  /** False while the process drains or has not started yet. */
  ready: () => boolean;
}

export interface Env {
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** Name of the token, or `anonymous`. */
    caller: string;
    /** Fields that the request's one log line carries. */
    event: Record<string, unknown>;
  };
}
