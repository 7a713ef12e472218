/** The OpenAPI 3.1 document, from the routes themselves. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { VERSION } from "../version.ts";
import type { Env } from "./env.ts";
import { SESSION_COOKIE } from "./middleware/auth.ts";

/** The document of the routes that the application has. */
export function openApiDocument(app: OpenAPIHono<Env>): Record<string, unknown> {
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: SESSION_COOKIE,
  });
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Lintel",
      version: VERSION,
      description: "A self-hosted SQL lint service with SQLFluff's rules. " +
        "Errors are application/problem+json (RFC 9457). A query parameter that an operation does " +
        "not have is refused, 400 `unknown_parameter`; `_` is passed over, for what gets round " +
        "caches, and so is whatever a probe adds to /metrics and to the addresses of health.",
      license: { name: "MIT" },
    },
    servers: [{ url: "/" }],
  }) as unknown as Record<string, unknown>;
}
