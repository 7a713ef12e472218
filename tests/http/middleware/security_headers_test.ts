import assert from "node:assert/strict";
import { ROUTES } from "../../../src/http/routes/mod.ts";
import { openService } from "../../support/service.ts";

/** Every route that is read, with an id that nothing has, and a path that is none. */
const PATHS = [
  ...ROUTES.filter(({ method }) => method === "GET")
    .map(({ path }) => path.replaceAll(/\{[^}]+\}/g, "x")),
  "/docs/start.js",
  "/openapi.json",
  "/nothing",
];

function assertHeaders(headers: Headers, what: string): void {
  assert.equal(headers.get("X-Content-Type-Options"), "nosniff", what);
  assert.equal(headers.get("X-Frame-Options"), "DENY", what);
  assert.equal(headers.get("Referrer-Policy"), "no-referrer", what);
  const policy = headers.get("Content-Security-Policy") ?? "";
  assert.match(policy, /default-src 'none'/, what);
  assert.match(policy, /frame-ancestors 'none'/, what);
  assert.doesNotMatch(policy, /script-src[^;]*'unsafe/, what);
  assert.equal(headers.get("Strict-Transport-Security"), null, what);
}

Deno.test("every answer, page or not, keeps a browser from framing it and from guessing its type", async () => {
  await using service = await openService();
  for (const path of PATHS) {
    const { headers, body } = await service.request("GET", path);
    await body?.cancel();
    assertHeaders(headers, path);
  }
});

Deno.test("refusals do as well: of hosts, origins, callers, methods", async () => {
  await using service = await openService({ env: { API_TOKENS: `ci:${"t".repeat(16)}` } });
  const refused: [number, string, string, Record<string, string>][] = [
    [421, "GET", "/", { Host: "evil.example" }],
    [403, "POST", "/api/v1/lint", { Origin: "http://evil.example" }],
    [401, "GET", "/api/v1/jobs", {}],
    [405, "PUT", "/api/v1/jobs", {}],
  ];
  for (const [status, method, path, headers] of refused) {
    const answer = await service.request(method, path, { headers });
    await answer.body?.cancel();
    assert.equal(answer.status, status);
    assertHeaders(answer.headers, `${status}`);
  }
});
