import assert from "node:assert/strict";
import { serve } from "../../../src/http/server.ts";
import { createApp } from "../../../src/http/app.ts";
import { problemOf } from "../../support/problem.ts";
import { openService, type TestService } from "../../support/service.ts";

const HOST = "127.0.0.1:8000";
const OWN = `http://${HOST}`;
const TOKEN = "t".repeat(16);

/** Origins that are not OWN. */
const FOREIGN = [
  "http://evil.example",
  "null",
  "http://127.0.0.1:3000",
  "http://127.0.0.1",
  "http://localhost:8000",
  "https://127.0.0.1:8000",
  "file://",
  "",
  "http://127.0.0.1:8000.evil.example",
];

function send(
  service: TestService,
  headers: Record<string, string>,
  method = "POST",
  path = "/api/v1/lint",
): Promise<Response> {
  const body = JSON.stringify({ sql_content: "select 1" });
  return service.request(method, path, {
    headers: { Host: HOST, "Content-Type": "application/json", ...headers },
    ...(method === "GET" ? {} : { body }),
  });
}

Deno.test("an unsafe method with a foreign Origin is 403, with and without tokens", async () => {
  for (const env of [{}, { API_TOKENS: `ci:${TOKEN}` }]) {
    await using service = await openService({ env, scripted: {} });
    const Authorization = `Bearer ${TOKEN}`;
    for (const Origin of FOREIGN) {
      await problemOf(await send(service, { Origin, Authorization }), "cross_origin");
    }
    const changing: [string, string][] = [
      ["POST", "/api/v1/jobs"],
      ["POST", "/api/v1/jobs/x/cancel"],
      ["DELETE", "/api/v1/jobs/x"],
      ["POST", "/api/v1/monitoring/workers/x/control?action=shutdown"],
      ["PUT", "/api/v1/jobs"],
    ];
    for (const [method, path] of changing) {
      const response = await send(service, { Origin: "http://evil.example" }, method, path);
      await problemOf(response, "cross_origin");
    }
    const own = await send(service, { Origin: OWN, Authorization });
    assert.equal(own.status, 200);
    await own.body?.cancel();
  }
});

Deno.test("an unsafe method of another site is 403 by Sec-Fetch-Site alone", async () => {
  await using service = await openService({ scripted: {} });
  for (const site of ["cross-site", "same-site", "CROSS-SITE", "", "nonsense"]) {
    await problemOf(await send(service, { "Sec-Fetch-Site": site }), "cross_origin");
    await problemOf(await send(service, { "Sec-Fetch-Site": site, Origin: OWN }), "cross_origin");
  }
  for (const site of ["same-origin", "none"]) {
    const response = await send(service, { "Sec-Fetch-Site": site, Origin: OWN });
    assert.equal(response.status, 200, site);
    await response.body?.cancel();
  }
  await problemOf(
    await send(service, { "Sec-Fetch-Site": "same-origin", Origin: "http://evil.example" }),
    "cross_origin",
  );
});

Deno.test("a program that is no browser sends neither header and is served", async () => {
  await using service = await openService({ scripted: {} });
  const response = await send(service, {});
  assert.equal(response.status, 200);
  await response.body?.cancel();
});

Deno.test("another origin gets no header that lets it read, also of a preflight and of events", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await service.submit("select 1");
  await service.ended(job_id);
  const headers = {
    Host: HOST,
    Origin: "http://evil.example",
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "content-type",
  };
  const requests: [string, string][] = [
    ["OPTIONS", "/api/v1/jobs"],
    ["GET", "/api/v1/jobs"],
    ["HEAD", "/api/v1/jobs"],
    ["GET", `/api/v1/jobs/${job_id}/events`],
    ["POST", "/api/v1/jobs"],
  ];
  for (const [method, path] of requests) {
    const response = await service.request(method, path, { headers });
    await response.body?.cancel();
    const shared = [...response.headers.keys()].filter((name) => name.startsWith("access-control"));
    assert.deepEqual(shared, [], `${method} ${path}`);
    if (method === "OPTIONS") assert.equal(response.status, 405);
  }
});

Deno.test("behind a trusted proxy the forwarded host and scheme are the origin", async () => {
  const env = { ALLOWED_HOSTS: "lint.example.com", TRUSTED_PROXIES: "127.0.0.0/8" };
  await using service = await openService({ env, scripted: {} });
  await using untrusting = await openService({ env: { ALLOWED_HOSTS: "lint.example.com" } });
  const options = { host: "127.0.0.1", port: 0, maxConnections: 100, requestTimeout: 60_000 };
  const trusting = await serve(createApp(service.deps), options);
  const plain = await serve(createApp(untrusting.deps), options);
  const post = (port: number, headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${port}/api/v1/jobs`, {
      method: "POST",
      headers: { "Content-Type": "application/sql", ...headers },
      body: "select 1",
    });
  const forwarded = {
    "X-Forwarded-Host": "lint.example.com",
    "X-Forwarded-Proto": "https",
    Origin: "https://lint.example.com",
  };
  try {
    const cases: [number, Record<string, string>, number][] = [
      [trusting.port, forwarded, 202],
      [trusting.port, { ...forwarded, Origin: "http://lint.example.com" }, 403],
      [trusting.port, { ...forwarded, "X-Forwarded-Host": "evil.example" }, 421],
      [
        trusting.port,
        { ...forwarded, "X-Forwarded-Host": "evil.example, lint.example.com" },
        421,
      ],
      // Without trust the headers are nobody's word.
      [plain.port, forwarded, 403],
      [plain.port, { "X-Forwarded-Host": "evil.example" }, 202],
    ];
    for (const [port, headers, status] of cases) {
      const response = await post(port, headers);
      await response.body?.cancel();
      assert.equal(response.status, status, JSON.stringify(headers));
    }
  } finally {
    await Promise.all([trusting.close(1000), plain.close(1000)]);
  }
});
