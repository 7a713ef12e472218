/** One log line and one histogram sample per request. */
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { log } from "../../observability/log.ts";
import type { Metrics } from "../../observability/metrics.ts";
import type { Env } from "../env.ts";

const logger = log("http");

/** Paths that are asked every few seconds, or by every page, and say nothing while they succeed. */
const QUIET = /^\/assets\/|\/(health(\/ready)?|metrics)$/;

export function wideEvent(metrics: Metrics): MiddlewareHandler<Env> {
  return async (c, next) => {
    const began = performance.now();
    await next();
    const duration = performance.now() - began;
    const status = c.res.status;
    const pattern = routePath(c, -1);
    const route = pattern === "" || pattern === "*" || pattern === "/*" ? "(none)" : pattern;
    metrics.requestDuration.observe({ method: c.req.method, route, status }, duration / 1000);
    const fields = {
      request_id: c.get("requestId"),
      method: c.req.method,
      path: c.req.path,
      status,
      duration_ms: Math.round(duration * 100) / 100,
      ...c.get("event"),
    };
    if (status < 400 && QUIET.test(c.req.path)) logger.debug("request", fields);
    else logger.info("request", fields);
  };
}
