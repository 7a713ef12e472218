/** Gives each request an id, the caller's own where it is sane, and answers it back. */
import type { MiddlewareHandler } from "hono";
import { uuidv7 } from "../../workflow/ids.ts";
import type { Env } from "../env.ts";

const SANE = /^[A-Za-z0-9._-]{1,64}$/;

export function requestId(): MiddlewareHandler<Env> {
  return async (c, next) => {
    const given = c.req.header("X-Request-Id") ?? "";
    const id = SANE.test(given) ? given : uuidv7();
    c.set("requestId", id);
    c.set("caller", "anonymous");
    c.set("event", {});
    await next();
    c.res.headers.set("X-Request-Id", id);
  };
}
