import assert from "node:assert/strict";
import { Hono } from "hono";
import type { Client, Env } from "../../../src/http/env.ts";
import { rateLimit } from "../../../src/http/middleware/rate_limit.ts";
import { createApp } from "../../../src/http/app.ts";
import type { RateLimiter } from "../../../src/rate_limit/port.ts";
import { problemOf } from "../../support/problem.ts";
import { openService, type TestService } from "../../support/service.ts";

const TOKENS = { one: "1".repeat(16), two: "2".repeat(16) };

/** Asks as somebody at this address. */
function from(
  service: TestService,
  address: string,
  headers: Record<string, string> = {},
  path = "/api/v1/jobs",
): Promise<Response> {
  const incoming = { socket: { remoteAddress: address } };
  const app = createApp(service.deps);
  return Promise.resolve(
    app.request(path, { headers }, { incoming } as unknown as Env["Bindings"]),
  );
}

async function statuses(count: number, ask: () => Promise<Response>): Promise<number[]> {
  const found = [];
  for (let i = 0; i < count; i++) {
    const response = await ask();
    await response.body?.cancel();
    found.push(response.status);
  }
  return found;
}

Deno.test("without a limit nobody is counted", async () => {
  await using service = await openService();
  assert.equal(service.deps.limiters.requests, null);
});

Deno.test("an address that sends more than its limit is told how long to wait", async () => {
  await using service = await openService({ env: { RATE_LIMIT_REQUESTS: "3" } });
  assert.deepEqual(await statuses(3, () => from(service, "10.0.0.1")), [200, 200, 200]);
  const refused = await from(service, "10.0.0.1");
  const wait = Number(refused.headers.get("Retry-After"));
  assert.ok(wait >= 1 && wait <= 60, String(wait));
  const { detail } = await problemOf(refused, "rate_limited") as { detail: string };
  assert.match(detail, /^Too many requests from this address; send the next one in \d+ s\.$/);
  assert.deepEqual(await statuses(1, () => from(service, "10.0.0.2")), [200]);
  const health = () => from(service, "10.0.0.1", {}, "/api/v1/health/ready");
  assert.deepEqual(await statuses(5, health), [200, 200, 200, 200, 200]);
});

Deno.test("each token has its own limit, and unknown ones count for their address", async () => {
  await using service = await openService({
    env: {
      RATE_LIMIT_REQUESTS: "2",
      API_TOKENS: `one:${TOKENS.one},two:${TOKENS.two}`,
    },
  });
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
  const one = () => from(service, "10.0.0.1", bearer(TOKENS.one));
  assert.deepEqual(await statuses(3, one), [200, 200, 429]);
  const elsewhere = () => from(service, "10.0.0.9", bearer(TOKENS.one));
  assert.deepEqual(await statuses(1, elsewhere), [429]);
  assert.deepEqual(await statuses(2, () => from(service, "10.0.0.1", bearer(TOKENS.two))), [
    200,
    200,
  ]);
  let guess = 0;
  const guessing = () => from(service, "10.0.0.1", bearer(`guess${guess++}`));
  assert.deepEqual(await statuses(3, guessing), [401, 401, 429]);
});

Deno.test("X-Forwarded-For makes another client only behind a trusted proxy", async () => {
  const limit = { RATE_LIMIT_REQUESTS: "1" };
  await using plain = await openService({ env: limit });
  let sent = 0;
  const forged = () => from(plain, "10.0.0.1", { "X-Forwarded-For": `192.0.2.${sent++}` });
  assert.deepEqual(await statuses(2, forged), [200, 429]);
  await using behind = await openService({ env: { ...limit, TRUSTED_PROXIES: "10.0.0.1" } });
  const proxied = () => from(behind, "10.0.0.1", { "X-Forwarded-For": `192.0.2.${sent++}` });
  assert.deepEqual(await statuses(2, proxied), [200, 200]);
});

Deno.test("an IPv6 subscriber is one, whatever the lower half of the address", async () => {
  const keys: string[] = [];
  const limiter: RateLimiter = {
    consume: (key) => Promise.resolve((keys.push(key), null)),
    giveBack: () => Promise.resolve(),
  };
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("token", null);
    c.set("client", { address: c.req.header("X-Test") } as Client);
    await next();
  }, rateLimit(limiter));
  const ask = (address: string) => app.request("/", { headers: { "X-Test": address } });
  for (const a of ["2001:db8:1:2::1", "2001:0db8:1:2:ffff::", "2001:db8:1:2:3:4:5:6"]) await ask(a);
  for (const a of ["2001:db8::1", "::1", "192.0.2.1"]) await ask(a);
  assert.deepEqual(keys, [
    "address 2001:db8:1:2",
    "address 2001:db8:1:2",
    "address 2001:db8:1:2",
    "address 2001:db8:0:0",
    "address 0:0:0:0",
    "address 192.0.2.1",
  ]);
});
