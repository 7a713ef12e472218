import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { createApp } from "../../../src/http/app.ts";
import type { Env } from "../../../src/http/env.ts";
import { SIGN_IN_ATTEMPTS } from "../../../src/http/limiters.ts";
import { serve } from "../../../src/http/server.ts";
import { clean } from "../../../src/workflow/clean.ts";
import { problemOf } from "../../support/problem.ts";
import { openService, type TestService } from "../../support/service.ts";
import { cookieOf, SAME_ORIGIN, signIn } from "../../support/sign_in.ts";

const TOKENS = { reader: "r".repeat(16), boss: "b".repeat(20) };
const env = { API_TOKENS: `reader:${TOKENS.reader}:read,boss:${TOKENS.boss}` };
const HOUR = 3_600_000;

interface SessionBody {
  caller: string;
  scopes: string[];
  signed_in: boolean;
  expires_at: string | null;
  tokens_configured: boolean;
  read_only: boolean;
}

async function who(
  service: TestService,
  headers: Record<string, string> = {},
): Promise<SessionBody> {
  const response = await service.request("GET", "/api/v1/session", { headers });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("Cache-Control"), "no-store");
  return await response.json() as SessionBody;
}

/** The status of a request by this cookie. */
async function status(
  service: TestService,
  Cookie: string,
  method = "GET",
  path = "/api/v1/jobs",
): Promise<number> {
  const response = await service.request(method, path, { headers: { Cookie, ...SAME_ORIGIN } });
  await response.body?.cancel();
  return response.status;
}

Deno.test("a token buys a cookie that scripts, other sites and plain HTTP behind TLS never see", async () => {
  await using service = await openService({ env: { ...env, TRUSTED_PROXIES: "10.0.0.1" } });
  const response = await service.post("/api/v1/session", { token: TOKENS.reader });
  assert.equal(response.status, 204);
  assert.equal(response.headers.get("Cache-Control"), "no-store");
  const [set] = response.headers.getSetCookie();
  assert.match(
    set!,
    /^lintel_session=[A-Za-z0-9_-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  const incoming = { socket: { remoteAddress: "10.0.0.1" } };
  const behind = await createApp(service.deps).request("/api/v1/session", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Forwarded-Proto": "https" },
    body: JSON.stringify({ token: TOKENS.reader }),
  }, { incoming } as unknown as Env["Bindings"]);
  assert.match(behind.headers.getSetCookie()[0]!, /; Secure/);
});

Deno.test("the cookie stands for its token, scopes included, until signing out", async () => {
  await using service = await openService({ env });
  const Cookie = await signIn(service, TOKENS.reader);
  assert.deepEqual({ ...await who(service, { Cookie }), expires_at: null }, {
    caller: "reader",
    scopes: ["read"],
    signed_in: true,
    expires_at: null,
    tokens_configured: true,
    read_only: false,
  });
  assert.equal(await status(service, Cookie), 200);
  assert.equal(await status(service, Cookie, "DELETE", "/api/v1/jobs/x"), 403);
  const out = await service.request("DELETE", "/api/v1/session", {
    headers: { Cookie, ...SAME_ORIGIN },
  });
  assert.equal(out.status, 204);
  assert.match(out.headers.getSetCookie()[0]!, /^lintel_session=; Max-Age=0; Path=\//);
  const after = await service.request("GET", "/api/v1/jobs", { headers: { Cookie } });
  const { detail } = await problemOf(after, "unauthorized") as { detail: string };
  assert.equal(detail, "This session has ended; sign in again.");
  assert.equal((await who(service, { Cookie })).signed_in, false);
});

Deno.test("who asks is told without a cookie too: nobody, a bearer token, or everyone where all is open", async () => {
  await using service = await openService({ env });
  const nobody = await who(service);
  assert.deepEqual([nobody.caller, nobody.scopes, nobody.signed_in], ["anonymous", [], false]);
  const bearer = await who(service, { Authorization: `Bearer ${TOKENS.boss}` });
  assert.deepEqual(
    [bearer.caller, bearer.scopes, bearer.signed_in],
    ["boss", ["read", "submit", "admin"], false],
  );
  await using open = await openService();
  const all = await who(open);
  assert.deepEqual(
    [all.tokens_configured, all.scopes],
    [false, ["read", "submit", "admin"]],
  );
  await problemOf(await open.post("/api/v1/session", { token: TOKENS.boss }), "conflict");
});

Deno.test("a bearer token that is sent beside the cookie counts alone", async () => {
  await using service = await openService({ env });
  const Cookie = await signIn(service, TOKENS.boss);
  const both = await service.request("GET", "/api/v1/jobs", {
    headers: { Cookie, Authorization: "Bearer nobody-knows-this" },
  });
  await problemOf(both, "unauthorized");
});

Deno.test("a session ends at its time, however much it is used, and is forgotten", async () => {
  await using service = await openService({ env: { ...env, SESSION_HOURS: "2" } });
  const Cookie = await signIn(service, TOKENS.reader);
  service.advance(HOUR);
  assert.equal(await status(service, Cookie), 200);
  service.advance(HOUR + 1000);
  assert.equal(await status(service, Cookie), 401);
  await clean(service.services, 0);
  assert.equal(rows(service).length, 0);
});

Deno.test("a session ends when its token is no longer configured, or means something else", async () => {
  await using service = await openService({ env });
  const Cookie = await signIn(service, TOKENS.reader);
  const under = async (tokens: string) => {
    const API_TOKENS = service.settings.API_TOKENS.map((t) => ({ ...t }));
    const [token] = API_TOKENS;
    if (tokens === "gone") API_TOKENS.shift();
    if (tokens === "changed") token!.token = "R".repeat(16);
    if (tokens === "renamed") token!.name = "other";
    if (tokens === "wider") token!.scopes = ["read", "submit"];
    const app = createApp({ ...service.deps, tokens: API_TOKENS });
    const response = await app.request("/api/v1/session", { headers: { Cookie } });
    return await response.json() as SessionBody;
  };
  assert.equal((await under("same")).signed_in, true);
  assert.deepEqual((await under("wider")).scopes, ["read", "submit"]);
  for (const change of ["gone", "changed", "renamed"]) {
    assert.equal((await under(change)).signed_in, false, change);
  }
});

/** The rows of the table as they lie on disk. */
function rows(service: TestService): Record<string, unknown>[] {
  const database = new DatabaseSync(`${service.root}/lintel.db`, { readOnly: true });
  try {
    return database.prepare("SELECT * FROM sessions").all() as Record<string, unknown>[];
  } finally {
    database.close();
  }
}

Deno.test("the store holds neither the cookie nor the token, and signing in anew ends the session before", async () => {
  await using service = await openService({ env });
  const first = await signIn(service, TOKENS.reader);
  const kept = JSON.stringify(rows(service));
  assert.ok(kept.includes("reader"));
  assert.ok(!kept.includes(first.split("=")[1]!) && !kept.includes(TOKENS.reader));
  const second = await signIn(service, TOKENS.boss, { Cookie: first });
  assert.equal(await status(service, first), 401);
  assert.equal(await status(service, second), 200);
  assert.equal(rows(service).length, 1);
});

Deno.test("what is no token, no JSON or too much is refused, and no cookie is set", async () => {
  await using service = await openService({ env });
  const send = (body: BodyInit, type = "application/json") =>
    service.request("POST", "/api/v1/session", { headers: { "Content-Type": type }, body });
  const cases: [Response, Parameters<typeof problemOf>[1]][] = [
    [await send(JSON.stringify({ token: "nobody-knows-this" })), "unauthorized"],
    [await send(JSON.stringify({ token: "" })), "validation_failed"],
    [await send(JSON.stringify({ token: "x".repeat(1001) })), "validation_failed"],
    [await send(JSON.stringify({ token: TOKENS.boss, more: 1 })), "validation_failed"],
    [await send("{"), "malformed_json"],
    [
      await send(`token=${TOKENS.boss}`, "application/x-www-form-urlencoded"),
      "unsupported_media_type",
    ],
    [await send(JSON.stringify({ token: "x".repeat(9000) })), "payload_too_large"],
  ];
  for (const [response, code] of cases) {
    assert.deepEqual(response.headers.getSetCookie(), []);
    await problemOf(response, code);
  }
});

Deno.test("after ten attempts that failed an address waits, also with the right token; others do not", async () => {
  await using service = await openService({ env });
  const app = createApp(service.deps);
  const attempt = (address: string, token: string) =>
    app.request("/api/v1/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
    }, { incoming: { socket: { remoteAddress: address } } } as unknown as Env["Bindings"]);
  for (let i = 0; i < SIGN_IN_ATTEMPTS; i++) {
    // Those that succeed are not counted.
    assert.equal((await attempt("10.0.0.1", TOKENS.reader)).status, 204);
    await problemOf(await attempt("10.0.0.1", `guess number ${i}!`), "unauthorized");
  }
  const refused = await attempt("10.0.0.1", TOKENS.reader);
  const wait = Number(refused.headers.get("Retry-After"));
  assert.ok(wait >= 1 && wait <= 300, String(wait));
  await problemOf(refused, "rate_limited");
  assert.equal((await attempt("10.0.0.2", TOKENS.reader)).status, 204);
});

Deno.test("where the store is away, only what asks for a scope fails", async () => {
  await using service = await openService({ env });
  const Cookie = await signIn(service, TOKENS.reader);
  await service.services.store.close();
  const ask = (path: string) => service.request("GET", path, { headers: { Cookie } });
  await problemOf(await ask("/api/v1/dialects"), "store_unavailable");
  await problemOf(await ask("/api/v1/session"), "store_unavailable");
  const health = await ask("/api/v1/health");
  assert.equal(health.status, 200);
  await health.body?.cancel();
});

Deno.test("events of a job come by cookie, over a real connection", async () => {
  await using service = await openService({ env, worker: true, scripted: {} });
  const Cookie = await signIn(service, TOKENS.boss);
  const options = { host: "127.0.0.1", port: 0, maxConnections: 100, requestTimeout: 60_000 };
  const server = await serve(createApp(service.deps), options);
  const base = `http://127.0.0.1:${server.port}/api/v1/jobs`;
  try {
    const sent = await fetch(base, {
      method: "POST",
      headers: { "Content-Type": "application/sql", Origin: new URL(base).origin, Cookie },
      body: "select 1",
    });
    assert.equal(sent.status, 202);
    const { job_id } = await sent.json() as { job_id: string };
    const events = await fetch(`${base}/${job_id}/events`, { headers: { Cookie } });
    assert.equal(events.status, 200);
    assert.match(await events.text(), /event: done/);
    const without = await fetch(`${base}/${job_id}/events`);
    assert.equal(without.status, 401);
    await without.body?.cancel();
  } finally {
    await server.close(1000);
  }
});

Deno.test("the cookie of an answer is what the browser sends", async () => {
  await using service = await openService({ env });
  const response = await service.post("/api/v1/session", { token: TOKENS.boss });
  assert.equal(await status(service, cookieOf(response)), 200);
  for (const Cookie of ["lintel_session=", "lintel_session=x", `x${cookieOf(response)}`]) {
    assert.equal(await status(service, Cookie), 401, Cookie);
  }
});
