/**
 * READ_ONLY: what may change something is refused, whoever asks. Signing in and out goes on, and so
 * does what only answers, such as linting a text at once.
 */
import type { MiddlewareHandler } from "hono";
import { LintelError } from "../../errors.ts";
import type { Env } from "../env.ts";
import { isSafe } from "./same_origin.ts";

/** The path of the one route with unsafe methods that a read-only service keeps. */
export const SESSION_PATH = "/api/v1/session";

/** `routes` say which of them change nothing, though their method is unsafe; none has parameters. */
export function readOnly(
  routes: readonly { path: string; changes?: boolean }[],
): MiddlewareHandler<Env> {
  const kept = new Set(
    routes.filter(({ changes }) => changes === false).map(({ path }) => path),
  ).add(SESSION_PATH);
  return async (c, next) => {
    if (!isSafe(c.req.method) && !kept.has(c.req.path)) {
      throw new LintelError(
        "read_only",
        `This service is read-only (READ_ONLY=1) and takes no ${c.req.method} here.`,
      );
    }
    await next();
  };
}
