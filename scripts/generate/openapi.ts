/** docs/openapi.json: the document that a running service answers with. */
import { createApp } from "../../src/http/app.ts";
import type { HttpDeps } from "../../src/http/env.ts";
import { openApiDocument } from "../../src/http/openapi.ts";
import { Metrics } from "../../src/observability/metrics.ts";

/** The routes only describe themselves here: nothing they would work with is asked for. */
function describingOnly(): HttpDeps {
  const network = {} as HttpDeps["network"];
  const partial: Partial<HttpDeps> = {
    metrics: new Metrics(),
    tokens: [],
    network,
    limiters: { requests: null, signIn: null },
  };
  return partial as HttpDeps;
}

export function openApiPage(): string {
  return JSON.stringify(openApiDocument(createApp(describingOnly())), null, 2) + "\n";
}
