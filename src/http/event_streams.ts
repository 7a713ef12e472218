/** Event streams: of all routes together, as many may be open as MAX_SSE_CLIENTS says. */
import { ServerResponse } from "node:http";
import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import { LintelError } from "../errors.ts";
import { endsWithDrain } from "./draining.ts";
import type { Env, HttpDeps } from "./env.ts";
import { log } from "../observability/log.ts";

const logger = log("http.events");

const open = new WeakMap<HttpDeps, number>();

/**
 * Takes a place for the stream that a request is answered with; what it returns gives it back.
 * Throws `queue_full`.
 */
export function openStream(deps: HttpDeps, c: Context<Env>): () => void {
  const count = open.get(deps) ?? 0;
  if (count >= deps.limits.sseClients) {
    throw new LintelError("queue_full", `${count} event streams are open, the most there may be`);
  }
  open.set(deps, count + 1);
  const answer = c.env?.outgoing;
  if (answer instanceof ServerResponse) endsWithDrain(answer);
  let closed = false;
  return () => {
    if (closed) return;
    closed = true;
    open.set(deps, open.get(deps)! - 1);
  };
}

/**
 * The stream that `tell` writes. What it throws ends the stream, as a connection that breaks would:
 * the reader comes again, and learns then whether there is anything to read.
 */
export function eventStream(
  c: Context<Env>,
  tell: (stream: SSEStreamingApi) => Promise<void>,
): Response {
  return streamSSE(c, async (stream) => {
    try {
      await tell(stream);
    } catch (error) {
      const path = c.req.path;
      logger.warning("a stream broke off", { request_id: c.get("requestId"), path, error });
    }
  });
}
