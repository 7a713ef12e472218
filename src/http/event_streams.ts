/** How many event streams are open: of all routes together, as many as MAX_SSE_CLIENTS says. */
import { LintelError } from "../errors.ts";
import type { HttpDeps } from "./env.ts";

const open = new WeakMap<HttpDeps, number>();

/** Takes a place for a stream; what it returns gives it back. Throws `queue_full`. */
export function openStream(deps: HttpDeps): () => void {
  const count = open.get(deps) ?? 0;
  if (count >= deps.limits.sseClients) {
    throw new LintelError("queue_full", `${count} event streams are open, the most there may be`);
  }
  open.set(deps, count + 1);
  let closed = false;
  return () => {
    if (closed) return;
    closed = true;
    open.set(deps, open.get(deps)! - 1);
  };
}
