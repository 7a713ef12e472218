/** Event streams: of all routes together, as many may be open as MAX_SSE_CLIENTS says. */
import { ServerResponse } from "node:http";
import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import { endsWithDrain } from "./draining.ts";
import type { Env, HttpDeps } from "./env.ts";
import { log } from "../observability/log.ts";
import { Places } from "./places.ts";

const logger = log("http.events");

const places = new WeakMap<HttpDeps, Places>();

function placesOf(deps: HttpDeps): Places {
  const known = places.get(deps) ?? new Places(deps.limits.sseClients, "event streams");
  places.set(deps, known);
  return known;
}

/**
 * Takes a place for the stream that a request is answered with; what it returns gives it back.
 * Throws `too_many_open`.
 */
export function openStream(deps: HttpDeps, c: Context<Env>): () => void {
  const giveBack = placesOf(deps).take();
  const answer = c.env?.outgoing;
  if (answer instanceof ServerResponse) endsWithDrain(answer);
  return giveBack;
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
