/** READ_ONLY: what may change something is refused, whoever asks; signing in and out goes on. */
import type { MiddlewareHandler } from "hono";
import { LintelError } from "../../errors.ts";
import type { Env } from "../env.ts";
import { isSafe } from "./same_origin.ts";

/** The path of the one route with unsafe methods that a read-only service keeps. */
export const SESSION_PATH = "/api/v1/session";

export function readOnly(): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!isSafe(c.req.method) && c.req.path !== SESSION_PATH) {
      throw new LintelError(
        "read_only",
        `This service is read-only (READ_ONLY=1) and takes no ${c.req.method} here.`,
      );
    }
    await next();
  };
}
