import assert from "node:assert/strict";
import { ROUTES } from "../../../src/http/routes/mod.ts";
import { problemOf } from "../../support/problem.ts";
import { openService } from "../../support/service.ts";
import { SAME_ORIGIN, signIn } from "../../support/sign_in.ts";

const TOKEN = "t".repeat(16);
const env = { API_TOKENS: `boss:${TOKEN}` };
const HOST = "127.0.0.1:8000";
const OWN = `http://${HOST}`;

/** Every route that may change something, with an id that nothing has. */
const UNSAFE = ROUTES.filter(({ method }) => method !== "GET")
  .map(({ method, path }) => [method, path.replaceAll(/\{[^}]+\}/g, "x")] as const);

Deno.test("by cookie, no unsafe method passes unless it says that it comes from this origin", async () => {
  await using service = await openService({ env });
  const Cookie = await signIn(service, TOKEN);
  const foreign: Record<string, string>[] = [
    {},
    { "Sec-Fetch-Site": "none" },
    { "Sec-Fetch-Site": "same-site" },
    { "Sec-Fetch-Site": "cross-site" },
    { Origin: "http://evil.example" },
    { Origin: "null" },
    { Origin: "http://evil.example", "Sec-Fetch-Site": "same-origin" },
    { Origin: OWN, "Sec-Fetch-Site": "cross-site" },
  ];
  assert.ok(UNSAFE.length > 10);
  for (const [method, path] of UNSAFE) {
    for (const headers of foreign) {
      const init = { headers: { Host: HOST, Cookie, ...headers } };
      const response = await service.request(method, path, init);
      assert.deepEqual(response.headers.getSetCookie(), [], `${method} ${path}`);
      await problemOf(response, "cross_origin");
    }
  }
  // Nothing of that ended the session.
  for (const headers of [{ Origin: OWN }, SAME_ORIGIN, { Origin: OWN, ...SAME_ORIGIN }]) {
    const init = { headers: { Host: HOST, Cookie, ...headers } };
    await problemOf(await service.request("DELETE", "/api/v1/jobs/x", init), "not_found");
  }
});

Deno.test("a program with a bearer token needs neither header", async () => {
  await using service = await openService({ env });
  const headers = { Authorization: `Bearer ${TOKEN}`, Cookie: await signIn(service, TOKEN) };
  await problemOf(await service.request("DELETE", "/api/v1/jobs/x", { headers }), "not_found");
});

Deno.test("what is read by cookie is not kept by browsers and proxies", async () => {
  await using service = await openService({ env });
  const Cookie = await signIn(service, TOKEN);
  const read = async (headers: Record<string, string>, path = "/api/v1/jobs") => {
    const response = await service.request("GET", path, { headers });
    await response.body?.cancel();
    return response.headers.get("Cache-Control");
  };
  assert.equal(await read({ Cookie }), "no-store");
  assert.equal(await read({ Cookie }, "/docs/start.js"), "max-age=86400");
  assert.equal(await read({ Authorization: `Bearer ${TOKEN}` }), null);
});
