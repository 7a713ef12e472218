/** HEAD is answered by what answers GET: the body that it began to write is ended unread. */
import type { MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";

/** Without this a stream would wait for its reader for ever. */
export function endBodyOfHead(): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next();
    const { body } = c.res;
    if (c.req.method === "HEAD" && body !== null) await body.cancel();
  };
}
