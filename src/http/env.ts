/** What routes work with, and what middleware leaves on a request. */
import type { HttpBindings } from "@hono/node-server";
import type { AddressList } from "../config/network.ts";
import type { ApiToken } from "../config/types.ts";
import type { Catalogue } from "../lint/port.ts";
import type { Metrics } from "../observability/metrics.ts";
import type { SystemMonitor } from "../observability/system.ts";
import type { JobWatch } from "../workflow/watch.ts";
import type { Services } from "../workflow/services.ts";
import type { Session } from "../workflow/sessions.ts";
import type { LintelError } from "../errors.ts";
import type { Limiters } from "./limiters.ts";

export interface HttpDeps {
  services: Services;
  catalogue: Catalogue;
  metrics: Metrics;
  system: SystemMonitor;
  watch: JobWatch;
  /** True where a worker of this process tells `watch` of what it moves. */
  ownWorker: boolean;
  tokens: readonly ApiToken[];
  network: {
    /** Whether a `Host` header is one of ours. */
    host: (host: string) => boolean;
    /** Whose `X-Forwarded-*` headers count. */
    proxies: AddressList;
  };
  limiters: Limiters;
  limits: {
    /** Bytes of SQL that /lint and /fix take. */
    sqlBytes: number;
    uploadBytes: number;
    /** Milliseconds a body may take in all. */
    uploadTimeout: number;
    sseClients: number;
  };
  /** Milliseconds that a browser stays signed in. */
  sessionLifetime: number;
  /** Nothing may be changed. */
  readOnly: boolean;
  environment: string;
  /** False while the process drains or has not started yet. */
  ready: () => boolean;
}

/** Who asks, and what was asked for: see middleware/client.ts. */
export interface Client {
  /** The address, without port; empty where it is not known. */
  address: string;
  scheme: "http" | "https";
  /** Host and port as the client knows them. */
  host: string;
  /** Every host that the request names. */
  hosts: readonly string[];
}

export interface Env {
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    client: Client;
    /** The token that was sent, or of the session; null for one that is not known, or none. */
    token: ApiToken | null;
    /** The session whose cookie was sent; null for none, one that ended, and with a bearer token. */
    session: Session | null;
    /** Why the store could not say whose session it is. */
    sessionError: LintelError | undefined;
    /** Name of the token, or `anonymous`. */
    caller: string;
    /** Fields that the request's one log line carries. */
    event: Record<string, unknown>;
  };
}
