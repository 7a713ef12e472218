/** The HTTP application: middleware, every route, and what answers where none fits. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import type { Env, HttpDeps } from "./env.ts";
import { allowedHosts } from "./middleware/allowed_hosts.ts";
import { audit } from "./middleware/audit.ts";
import { client } from "./middleware/client.ts";
import { refuseCompressed } from "./middleware/content_encoding.ts";
import { endBodyOfHead } from "./middleware/head.ts";
import { identify } from "./middleware/auth.ts";
import { readOnly } from "./middleware/read_only.ts";
import { rateLimit } from "./middleware/rate_limit.ts";
import { requestId } from "./middleware/request_id.ts";
import { sameOrigin } from "./middleware/same_origin.ts";
import { guardSession } from "./middleware/session.ts";
import { securityHeaders } from "./middleware/security_headers.ts";
import { letGoOfUnread } from "./middleware/unread_body.ts";
import { wideEvent } from "./middleware/wide_event.ts";
import { notFound } from "./not_found.ts";
import { openApiDocument } from "./openapi.ts";
import { handleError, refuseInvalid } from "./problem.ts";
import type { Route } from "./route.ts";
import { ROUTES } from "./routes/mod.ts";

/** Where the document of the API is served; it describes the routes, and is none itself. */
const DOCUMENT = "/openapi.json";

/** The application of these routes; every answer goes through the middleware. */
export function createApp(
  deps: HttpDeps,
  routes: readonly Route[] = ROUTES,
): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return;
      refuseInvalid(
        result.error,
        result.target === "query" ? (name) => c.req.queries(name) : undefined,
      );
    },
  });
  app.use(...middleware(deps, routes));
  app.onError(handleError);
  app.notFound(notFound([...routes, { path: DOCUMENT, method: "GET" }]));
  for (const route of routes) route.register(app, deps);
  let document: Record<string, unknown> | undefined;
  app.get(DOCUMENT, (c) => c.json(document ??= openApiDocument(app)));
  return app;
}

/** What each request passes through, in this order. */
function middleware(deps: HttpDeps, routes: readonly Route[]): MiddlewareHandler<Env>[] {
  const { requests } = deps.limiters;
  return [
    requestId(),
    client(deps.network.proxies),
    wideEvent(deps.metrics),
    securityHeaders(),
    endBodyOfHead(),
    letGoOfUnread(),
    allowedHosts(deps.network.host),
    sameOrigin(),
    identify(deps.tokens, deps.services),
    guardSession(),
    ...(requests === null ? [] : [rateLimit(requests)]),
    audit({
      log: deps.services?.audit,
      routes,
      tokensNeeded: deps.tokens.length > 0,
      now: deps.services?.now,
    }),
    ...(deps.readOnly ? [readOnly(routes)] : []),
    refuseCompressed(),
  ];
}
