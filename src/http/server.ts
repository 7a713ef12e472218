/**
 * The HTTP server. It is node:http because that one bounds the time headers and bodies may take
 * and the connections there may be: without these bounds half-open sockets use up every file the
 * process may open, and with them the service itself.
 */
import { getRequestListener } from "@hono/node-server";
import { createServer } from "node:http";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { log } from "../observability/log.ts";
import { answerClientErrors, refuseUnreadable } from "./client_errors.ts";
import { Draining } from "./draining.ts";
import type { Env } from "./env.ts";
import { boundLingering } from "./lingering.ts";
import { Listener } from "./listener.ts";

const logger = log("http.server");

export interface ServerOptions {
  host: string;
  port: number;
  maxConnections: number;
  /** Milliseconds a whole request may take to arrive. */
  requestTimeout: number;
}

export interface RunningServer {
  /** The port it listens on, also where 0 was asked for. */
  port: number;
  /** No new connections; resolves when those at work have ended or `patience` ms are over. */
  close(patience: number): Promise<void>;
}

const HEADERS_TIMEOUT = 15_000;
const KEEP_ALIVE = 5_000;
/**
 * Connections that wait to be accepted, as a share of those there may be: a burst is accepted as
 * a whole before any of it is refused, and takes that many files for a moment.
 */
const BACKLOG_SHARE = 4;
const LARGEST_BACKLOG = 511;

/** Listens; rejects where the address cannot be had. */
export async function serve(
  app: OpenAPIHono<Env>,
  options: ServerOptions,
): Promise<RunningServer> {
  const server = createServer(
    {
      // Node refuses to start a server whose heads may take longer than its requests.
      headersTimeout: Math.min(HEADERS_TIMEOUT, options.requestTimeout),
      requestTimeout: options.requestTimeout,
      keepAliveTimeout: KEEP_ALIVE,
      // Its answer would be empty; the application refuses such a request by a problem.
      requireHostHeader: false,
      connectionsCheckingInterval: 2_000,
    },
    getRequestListener(app.fetch, {
      hostname: options.host,
      // It would cut the connection half a second after an early answer: `boundLingering` does it later.
      autoCleanupIncoming: false,
      errorHandler: refuseUnreadable,
    }),
  );
  server.maxConnections = options.maxConnections;
  answerClientErrors(server);
  boundLingering(server);
  const draining = new Draining(server);
  const backlog = Math.min(Math.ceil(options.maxConnections / BACKLOG_SHARE), LARGEST_BACKLOG);
  const listener = new Listener(server, { host: options.host, port: options.port, backlog });
  const port = await listener.open();
  server.on("error", (error) => logger.error("the server failed", { error }));
  return {
    port,
    async close(patience) {
      listener.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const endDraining = draining.begin();
      const timer = setTimeout(() => server.closeAllConnections(), patience);
      await closed;
      clearTimeout(timer);
      endDraining();
    },
  };
}
