import assert from "node:assert/strict";
import type { AuditEntry } from "../../../src/store/port.ts";
import { openService, type TestService } from "../../support/service.ts";
import { until } from "../../support/wait.ts";

const TOKENS = [
  "ann:aaaaaaaaaaaaaaaa:read+submit+admin",
  "bob:bbbbbbbbbbbbbbbb:read+submit",
].join(",");

const as = (letter: string) => ({ headers: { Authorization: `Bearer ${letter.repeat(16)}` } });

/** The log once it has `count` entries that have their outcome, newest first. */
async function entries(service: TestService, count: number): Promise<AuditEntry[]> {
  const { store } = service.services;
  await until(`${count} entries`, async () => {
    const list = await store.audit.list({}, 1000);
    return list.length === count && list.every(({ status }) => status !== null);
  });
  return await store.audit.list({}, 1000);
}

async function send(service: TestService, method: string, path: string, init: RequestInit = {}) {
  const response = await service.request(method, path, init);
  await response.body?.cancel();
  return response.status;
}

Deno.test("an action is kept with who, what, on what, from where, when and how it ended", async () => {
  await using service = await openService({ env: { API_TOKENS: TOKENS } });
  const path = "/api/v1/monitoring/queues/sql_analysis/control?action=pause";
  const { headers } = as("a");
  const before = service.services.now();
  assert.equal(
    await send(service, "POST", path, { headers: { ...headers, "X-Request-Id": "r-7" } }),
    200,
  );
  const [entry] = await entries(service, 1);
  assert.ok(entry!.at >= before && entry!.at <= service.services.now());
  assert.deepEqual({ ...entry, audit_id: "", at: 0 }, {
    audit_id: "",
    at: 0,
    who: "ann",
    action: "POST /monitoring/queues/{name}/control",
    target: path,
    status: 200,
    address: "",
    request_id: "r-7",
    details: { queue: "sql_analysis" },
  });
});

Deno.test("what was refused is kept as well: without the scope, without a job", async () => {
  await using service = await openService({ env: { API_TOKENS: TOKENS } });
  assert.equal(await send(service, "DELETE", "/api/v1/jobs/x", as("b")), 403);
  assert.equal(await send(service, "DELETE", "/api/v1/jobs/x", as("a")), 404);
  const list = await entries(service, 2);
  assert.deepEqual(list.map(({ who, status, details }) => [who, status, details.code]), [
    ["ann", 404, "not_found"],
    ["bob", 403, "forbidden"],
  ]);
});

Deno.test("reading, linting at once and submitting are not kept; nor is what no route takes", async () => {
  await using service = await openService({ env: { API_TOKENS: TOKENS } });
  const json = { ...as("a").headers, "Content-Type": "application/json" };
  const body = JSON.stringify({ sql_content: "select 1" });
  assert.equal(await send(service, "GET", "/api/v1/jobs", as("a")), 200);
  assert.equal(await send(service, "POST", "/api/v1/jobs", { headers: json, body }), 202);
  assert.equal(await send(service, "POST", "/api/v1/nothing", as("a")), 404);
  assert.equal(await send(service, "DELETE", "/api/v1/jobs/x", as("a")), 404);
  assert.equal((await entries(service, 1))[0]?.action, "DELETE /jobs/{job_id}");
});

Deno.test("whoever has no token cannot fill the log, and what was left out is counted", async () => {
  await using service = await openService({ env: { API_TOKENS: TOKENS } });
  for (let i = 0; i < 75; i++) {
    assert.equal(await send(service, "DELETE", "/api/v1/jobs/x"), 401);
  }
  // The minute may have turned meanwhile.
  const most = (await service.services.store.audit.list({}, 1000)).length;
  assert.ok(most <= 75);
  service.advance(60_000);
  await send(service, "DELETE", "/api/v1/jobs/x");
  await service.services.audit.close();
  const list = await service.services.store.audit.list({}, 1000);
  const omitted = list.reduce((sum, { details }) => sum + Number(details.omitted ?? 0), 0);
  assert.equal(list.length + omitted, 76);
  assert.ok(omitted > 0);
  assert.ok(list.every(({ who, status }) => who === "anonymous" && status === 401));
});

Deno.test("an entry is there before the answer, so that no crash hides what was done", async () => {
  await using service = await openService();
  let seen: AuditEntry[] = [];
  const { maintenance, audit } = service.services.store;
  const pause = maintenance.pauseQueue.bind(maintenance);
  maintenance.pauseQueue = async (...args) => {
    await pause(...args);
    seen = await audit.list({}, 10);
  };
  await send(service, "POST", "/api/v1/monitoring/queues/sql_analysis/control?action=pause");
  // Committed together with, or before, what the route itself wrote; its outcome is not known yet.
  assert.deepEqual(seen.map(({ who, status }) => [who, status]), [["anonymous", null]]);
  assert.equal((await entries(service, 1))[0]?.status, 200);
});
