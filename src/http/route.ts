/** The shape of a route file: what it documents, and how it is put into the app. */
import {
  createRoute,
  type OpenAPIHono,
  type RouteConfig,
  type RouteHandler,
} from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import type { Scope } from "../config/types.ts";
import type { Env, HttpDeps } from "./env.ts";
import { problems } from "./problem.ts";
import { authorize } from "./middleware/auth.ts";
import { knownQuery } from "./middleware/known_query.ts";

export interface Route {
  method: string;
  path: string;
  /** False where the audit log does not keep who asked for it, though its method is unsafe. */
  audited?: boolean;
  /** False where it changes nothing, though its method is unsafe. */
  changes?: boolean;
  register(app: OpenAPIHono<Env>, deps: HttpDeps): void;
}

export interface RouteOptions {
  /** What a token must allow; null for what anyone may see. */
  scope: Scope | null;
  /** False for an unsafe method that changes nothing, and for submissions: see docs/operations.md. */
  audited?: boolean;
  /** False for an unsafe method that changes nothing: a read-only service keeps it. */
  changes?: boolean;
  /** True for what probes and scrapers ask for, which add parameters of their own to any address. */
  anyQuery?: boolean;
}

/** Problems that every endpoint may answer with. */
const COMMON = problems(400, 401, 403, 404, 408, 421, 422, 429, 431, 500, 503);

/** Either will do. */
const SECURITY = [{ bearer: [] }, { session: [] }];

/** What is asked before a route's own work: whether the caller may, and whether it is all read. */
function guards(
  { scope, anyQuery }: RouteOptions,
  { request }: RouteConfig,
  { tokens }: HttpDeps,
): MiddlewareHandler<Env>[] {
  return [authorize(tokens, scope), ...(anyQuery === true ? [] : [knownQuery(request)])];
}

type WithCommon<R extends RouteConfig> = R & { responses: R["responses"] & typeof COMMON };

/** A route whose parameters, query and answers are checked by their schemas. */
export function route<const R extends RouteConfig>(
  options: RouteOptions,
  config: R,
  handler: (deps: HttpDeps) => RouteHandler<WithCommon<R>, Env>,
): Route {
  const full = createRoute({
    ...config,
    ...(options.scope === null ? {} : { security: SECURITY }),
    responses: { ...COMMON, ...config.responses },
  }) as unknown as WithCommon<R> & { getRoutingPath(): string };
  const method = config.method.toUpperCase();
  return {
    method,
    path: config.path,
    audited: options.audited,
    changes: options.changes,
    register(app, deps) {
      for (const guard of guards(options, config, deps)) {
        app.on(method, full.getRoutingPath(), guard);
      }
      app.openapi(full, handler(deps) as never);
    },
  };
}

/** A route that reads its own body; the document still says what the body may be. */
export function rawRoute<const R extends RouteConfig>(
  options: RouteOptions,
  config: R,
  handler: (deps: HttpDeps) => (c: Context<Env>) => Promise<Response> | Response,
): Route {
  const method = config.method.toUpperCase();
  return {
    method,
    path: config.path,
    audited: options.audited,
    changes: options.changes,
    register(app, deps) {
      app.openAPIRegistry.registerPath({
        ...config,
        ...(options.scope === null ? {} : { security: SECURITY }),
        responses: { ...COMMON, ...config.responses },
      });
      const path = config.path.replaceAll(/\{(.+?)\}/g, ":$1");
      for (const guard of guards(options, config, deps)) app.on(method, path, guard);
      app.on(method, path, handler(deps));
    },
  };
}
