/** Lets go of a body that nobody began to read, so that a client that still sends reads its answer. */
import type { MiddlewareHandler } from "hono";
import { letGo } from "../body.ts";
import type { Env } from "../env.ts";

const WITHOUT_BODY: ReadonlySet<string> = new Set(["GET", "HEAD"]);

export function letGoOfUnread(): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next();
    if (WITHOUT_BODY.has(c.req.method)) return;
    const { body } = c.req.raw;
    // Whoever has begun to read it has it in hand.
    if (body !== null && !body.locked) void letGo(body.getReader());
  };
}
