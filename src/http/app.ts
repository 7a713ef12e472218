/** The HTTP application: middleware, every route, and what answers where none fits. */
import { OpenAPIHono } from "@hono/zod-openapi";
import { LintelError } from "../errors.ts";
import type { Env, HttpDeps } from "./env.ts";
import { allowedHosts } from "./middleware/allowed_hosts.ts";
import { audit } from "./middleware/audit.ts";
import { client } from "./middleware/client.ts";
import { refuseCompressed } from "./middleware/content_encoding.ts";
import { endBodyOfHead } from "./middleware/head.ts";
import { identify, SESSION_COOKIE } from "./middleware/auth.ts";
import { readOnly } from "./middleware/read_only.ts";
import { rateLimit } from "./middleware/rate_limit.ts";
import { requestId } from "./middleware/request_id.ts";
import { sameOrigin } from "./middleware/same_origin.ts";
import { guardSession } from "./middleware/session.ts";
import { securityHeaders } from "./middleware/security_headers.ts";
import { letGoOfUnread } from "./middleware/unread_body.ts";
import { wideEvent } from "./middleware/wide_event.ts";
import { openApiDocument } from "./openapi.ts";
import { handleError, problem, refuseInvalid } from "./problem.ts";
import type { Route } from "./route.ts";
import { ROUTES } from "./routes/mod.ts";
import { pageNotFound } from "./routes/pages.ts";

/** Paths as regular expressions with the methods they take, for 405. */
function methodTable(routes: readonly Route[]): { pattern: RegExp; methods: string[] }[] {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) {
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  return [...methods].map(([path, list]) => ({
    pattern: new RegExp(
      `^${path.replaceAll(/\{\w+:(.+?)\}/g, "$1").replaceAll(/\{[^}]+\}/g, "[^/]+")}$`,
    ),
    methods: list.includes("GET") ? [...list, "HEAD"] : list,
  }));
}

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
  app.use(
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
    ...(deps.limiters.requests === null ? [] : [rateLimit(deps.limiters.requests)]),
    audit({
      log: deps.services?.audit,
      routes,
      tokensNeeded: deps.tokens.length > 0,
      now: deps.services?.now,
    }),
    ...(deps.readOnly ? [readOnly(routes)] : []),
    refuseCompressed(),
  );
  app.onError(handleError);
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: SESSION_COOKIE,
  });
  for (const route of routes) route.register(app, deps);
  let document: Record<string, unknown> | undefined;
  app.get("/openapi.json", (c) => c.json(document ??= openApiDocument(app)));

  const table = methodTable([...routes, { path: "/openapi.json", method: "GET" } as Route]);
  app.notFound((c) => {
    // A path may be one of its own and also fit one with a parameter.
    const found = table.filter(({ pattern }) => pattern.test(c.req.path));
    if (found.length === 0) {
      const page = pageNotFound(c);
      if (page !== null) return page;
      return problem(c, new LintelError("route_not_found", `There is no ${c.req.path} here.`));
    }
    const allow = [...new Set(found.flatMap(({ methods }) => methods))].join(", ");
    const detail = `${c.req.path} takes ${allow}, not ${c.req.method}.`;
    return problem(c, new LintelError("method_not_allowed", detail), { Allow: allow });
  });
  return app;
}
