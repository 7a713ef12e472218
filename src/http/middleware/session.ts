/**
 * What holds for requests by a session's cookie, which a browser sends by itself: one that may
 * change something must say that it comes from a page of this very origin, and what it is
 * answered is for this browser alone and now.
 */
import type { MiddlewareHandler } from "hono";
import { LintelError } from "../../errors.ts";
import type { Env } from "../env.ts";
import { isSafe } from "./same_origin.ts";

/**
 * Comes after sameOrigin(), which has refused every foreign `Origin` and `Sec-Fetch-Site`: what is
 * left is that one of the two is there at all.
 */
export function guardSession(): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.get("session") === null) return await next();
    const named = c.req.header("Origin") !== undefined ||
      c.req.header("Sec-Fetch-Site")?.toLowerCase() === "same-origin";
    if (!isSafe(c.req.method) && !named) {
      throw new LintelError(
        "cross_origin",
        "With a session's cookie, send `Origin` or `Sec-Fetch-Site: same-origin`; programs send " +
          "`Authorization: Bearer TOKEN` in its place.",
      );
    }
    await next();
    if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "no-store");
  };
}
