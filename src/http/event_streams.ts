/** How many event streams are open: of all routes together, as many as MAX_SSE_CLIENTS says. */
import { ServerResponse } from "node:http";
import type { Context } from "hono";
import { LintelError } from "../errors.ts";
import { endsWithDrain } from "./draining.ts";
import type { Env, HttpDeps } from "./env.ts";

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
