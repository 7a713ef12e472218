import assert from "node:assert/strict";
import type { BackendFacts } from "../../../src/observability/backend.ts";
import { LintelError } from "../../../src/errors.ts";
import { openService } from "../../support/service.ts";

interface Body {
  database: BackendFacts | null;
  queue: BackendFacts | null;
  reasons: Record<string, string>;
}

const PATH = "/api/v1/monitoring/backends";

Deno.test("database and queue are told with their kind, version and size", async () => {
  await using service = await openService();
  const { database, queue, reasons } = await service.get<Body>(PATH);
  assert.equal(database?.kind, "sqlite");
  assert.match(database?.version ?? "", /^3\./);
  assert.ok(database!.bytes! > 0);
  assert.equal(queue?.kind, service.services.queue.kind);
  assert.deepEqual(reasons, {});
});

Deno.test("of one that is away the kind of fault is told, and the other all the same", async () => {
  await using service = await openService();
  const { maintenance } = service.services.store;
  maintenance.facts = () =>
    Promise.reject(new LintelError("store_unavailable", "10.0.0.7 is away"));
  const { database, queue, reasons } = await service.get<Body>(PATH);
  assert.equal(database, null);
  assert.notEqual(queue, null);
  // Without the reason itself, which may name hosts.
  assert.deepEqual(reasons, { database: "The store cannot be reached" });
});
