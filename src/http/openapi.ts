/** The OpenAPI 3.1 document, from the routes themselves. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { VERSION } from "../version.ts";
import type { Env } from "./env.ts";

export function openApiDocument(app: OpenAPIHono<Env>): Record<string, unknown> {
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Lintel",
      version: VERSION,
      description: "A self-hosted SQL lint service with SQLFluff's rules. " +
        "Errors are application/problem+json (RFC 9457).",
      license: { name: "MIT" },
    },
    servers: [{ url: "/" }],
  }) as unknown as Record<string, unknown>;
}
