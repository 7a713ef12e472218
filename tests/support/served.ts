/** The application of a test's service behind a real port, for what only a connection shows. */
import { createApp } from "../../src/http/app.ts";
import { serve } from "../../src/http/server.ts";
import type { TestService } from "./service.ts";

export interface Served extends AsyncDisposable {
  url: string;
}

/** Serves until it is disposed of. */
export async function served({ deps }: Pick<TestService, "deps">): Promise<Served> {
  const server = await serve(createApp(deps), {
    host: "127.0.0.1",
    port: 0,
    maxConnections: 10,
    requestTimeout: 60_000,
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    [Symbol.asyncDispose]: () => server.close(1000),
  };
}
