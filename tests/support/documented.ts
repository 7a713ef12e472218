/** Holds every answer of a test against the OpenAPI document. */
import assert from "node:assert/strict";
import { OpenAPIHono } from "@hono/zod-openapi";
import { createApp } from "../../src/http/app.ts";
import type { Env, HttpDeps } from "../../src/http/env.ts";
import { openApiDocument } from "../../src/http/openapi.ts";
import { Metrics } from "../../src/observability/metrics.ts";

export interface Operation {
  summary?: string;
  security?: unknown[];
  responses: Record<string, { content?: Record<string, unknown> }>;
}

export interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

/** The document, from routes that serve nothing. */
export const DOCUMENT: Document = (() => {
  const deps = {
    metrics: new Metrics(),
    tokens: [],
    limits: {},
    limiters: { requests: null, signIn: null },
    network: {},
  } as unknown as HttpDeps;
  const app: OpenAPIHono<Env> = createApp(deps);
  return openApiDocument(app) as unknown as Document;
})();

const OPERATIONS = Object.entries(DOCUMENT.paths).map(([path, operations]) => ({
  pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`),
  operations,
}));

/** Fails where the document has the operation, and not the answer's status or media type. */
export function documented(method: string, path: string, response: Response): void {
  const bare = path.split("?")[0]!;
  const operation = OPERATIONS.find(({ pattern }) => pattern.test(bare))
    ?.operations[method.toLowerCase()];
  if (operation === undefined) return;
  const answer = operation.responses[String(response.status)];
  assert.ok(answer, `${method} ${bare}: ${response.status} is not in the OpenAPI document`);
  const media = response.headers.get("Content-Type")?.split(";")[0] ?? null;
  const known: (string | null)[] = Object.keys(answer.content ?? {});
  if (answer.content === undefined) known.push(null);
  assert.ok(known.includes(media), `${method} ${bare}: ${response.status} as ${media}`);
}
