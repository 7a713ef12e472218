import assert from "node:assert/strict";
import { openService } from "../../support/service.ts";
import { DOCUMENT } from "../../support/documented.ts";
import { problemOf } from "../../support/problem.ts";

const TOKENS = {
  read: "r".repeat(16),
  submit: "s".repeat(16),
  admin: "a".repeat(16),
  both: "b".repeat(16),
};
const env = {
  API_TOKENS: `reader:${TOKENS.read}:read, sender:${TOKENS.submit}:submit,` +
    `boss:${TOKENS.admin}:admin,both:${TOKENS.both}:read+submit`,
};

const bearer = (token: string): RequestInit => ({ headers: { Authorization: `Bearer ${token}` } });

Deno.test("without tokens everyone may do all", async () => {
  await using service = await openService();
  await service.get("/api/v1/jobs");
  const gone = await service.request("DELETE", "/api/v1/jobs/x");
  await problemOf(gone, "not_found");
});

Deno.test("with tokens, a request without a known one is asked for it", async () => {
  await using service = await openService({ env });
  const wrong: RequestInit[] = [
    {},
    { headers: { Authorization: "Basic cjpy" } },
    { headers: { Authorization: "Bearer" } },
    bearer("r".repeat(15)),
    bearer("r".repeat(17)),
    bearer(""),
  ];
  for (const init of wrong) {
    const response = await service.request("GET", "/api/v1/jobs", init);
    assert.equal(response.headers.get("WWW-Authenticate"), "Bearer");
    await problemOf(response, "unauthorized");
  }
  const lower = { headers: { Authorization: `bearer ${TOKENS.read}` } };
  assert.equal((await service.request("GET", "/api/v1/jobs", lower)).status, 200);
});

/** The scope that each operation asks for; null asks for none. */
const SCOPES: Record<string, "read" | "submit" | "admin" | null> = {
  "POST /api/v1/jobs": "submit",
  "POST /api/v1/jobs/{job_id}/cancel": "submit",
  "POST /api/v1/jobs/{job_id}/retry": "submit",
  "POST /api/v1/tasks/{task_id}/retry": "submit",
  "POST /api/v1/lint": "submit",
  "POST /api/v1/parse": "submit",
  "POST /api/v1/fix": "submit",
  "POST /api/v1/config/explain": "submit",
  "DELETE /api/v1/jobs/{job_id}": "admin",
  "POST /api/v1/monitoring/workers/{worker_id}/control": "admin",
  "POST /api/v1/monitoring/queues/{name}/control": "admin",
  "GET /api/v1/audit": "admin",
  "GET /api/v1/webhooks": "admin",
  "POST /api/v1/webhooks": "admin",
  "GET /api/v1/webhooks/{webhook_id}": "admin",
  "PATCH /api/v1/webhooks/{webhook_id}": "admin",
  "DELETE /api/v1/webhooks/{webhook_id}": "admin",
  "GET /api/v1/webhooks/{webhook_id}/deliveries": "admin",
  "POST /api/v1/webhooks/{webhook_id}/test": "admin",
  "POST /api/v1/jobs/bulk": "submit",
  "POST /api/v1/baselines": "submit",
  "DELETE /api/v1/baselines/{name}": "submit",
  "POST /api/v1/jobs/{job_id}/relint": "submit",
  "POST /api/v1/dead-letters/retry": "submit",
  "POST /api/v1/dead-letters/delete": "admin",
  "POST /api/v1/session": null,
  "GET /api/v1/session": null,
  "DELETE /api/v1/session": null,
  "GET /api/v1/health": null,
  "GET /api/v1/health/ready": null,
};

Deno.test("each operation asks for its scope before it looks at anything else", async () => {
  await using service = await openService({ env });
  for (const [path, operations] of Object.entries(DOCUMENT.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const name = `${method.toUpperCase()} ${path}`;
      const scope = Object.hasOwn(SCOPES, name) ? SCOPES[name]! : "read";
      assert.equal(operation.security !== undefined, scope !== null, name);
      if (scope === null) continue;
      const real = path.replaceAll(/\{[^}]+\}/g, "x");
      const send = (init: RequestInit) => service.request(method.toUpperCase(), real, init);
      await problemOf(await send({}), "unauthorized");
      for (const other of ["read", "submit", "admin"] as const) {
        const response = await send(bearer(TOKENS[other]));
        const refused = response.status === 403;
        await response.body?.cancel();
        assert.equal(refused, other !== scope, `${name} with ${other}`);
      }
    }
  }
});

Deno.test("health, documentation and the document itself ask for no token", async () => {
  await using service = await openService({ env });
  for (const path of ["/api/v1/health", "/api/v1/health/ready", "/docs", "/openapi.json"]) {
    const response = await service.request("GET", path);
    assert.equal(response.status, 200, path);
    await response.body?.cancel();
  }
});

Deno.test("a token may have several scopes", async () => {
  await using service = await openService({ env });
  const { headers } = bearer(TOKENS.both) as { headers: Record<string, string> };
  const sent = await service.post("/api/v1/jobs", { sql_content: "select 1" }, headers);
  assert.equal(sent.status, 202);
  await sent.body?.cancel();
  const listed = await service.request("GET", "/api/v1/jobs", { headers });
  assert.equal(listed.status, 200);
  await listed.body?.cancel();
});
