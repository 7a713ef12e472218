import assert from "node:assert/strict";
import { SESSION_PATH } from "../../../src/http/middleware/read_only.ts";
import { ROUTES } from "../../../src/http/routes/mod.ts";
import { problemOf } from "../../support/problem.ts";
import { openService } from "../../support/service.ts";
import { SAME_ORIGIN, signIn } from "../../support/sign_in.ts";

const TOKEN = "t".repeat(16);

Deno.test("a read-only service refuses every route that may change something but the session", async () => {
  await using service = await openService({ env: { API_TOKENS: `boss:${TOKEN}`, READ_ONLY: "1" } });
  const Cookie = await signIn(service, TOKEN);
  const headers = { Cookie, ...SAME_ORIGIN };
  const unsafe = ROUTES.filter(({ method, path, changes }) =>
    method !== "GET" && path !== SESSION_PATH && changes !== false
  );
  assert.ok(unsafe.length > 8);
  for (const { method, path } of unsafe) {
    const real = path.replaceAll(/\{[^}]+\}/g, "x");
    await problemOf(await service.request(method, real, { headers }), "read_only");
  }
  const { read_only } = await (await service.request("GET", SESSION_PATH, { headers })).json() as {
    read_only: boolean;
  };
  assert.equal(read_only, true);
  const listed = await service.request("GET", "/api/v1/jobs", { headers });
  assert.equal(listed.status, 200);
  await listed.body?.cancel();
  const out = await service.request("DELETE", SESSION_PATH, { headers });
  assert.equal(out.status, 204);
});

Deno.test("a read-only service lints, fixes and explains what it is given", async () => {
  await using service = await openService({ env: { READ_ONLY: "1" } });
  const kept = ROUTES.filter(({ changes }) => changes === false).map(({ path }) => path);
  assert.ok(kept.includes("/api/v1/lint") && kept.includes("/api/v1/config/explain"));
  for (const path of kept) {
    const response = await service.request("POST", path, {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(path.endsWith("explain") ? {} : { sql_content: "select 1" }),
    });
    assert.equal(response.status, 200, path);
    await response.body?.cancel();
  }
});

Deno.test("without READ_ONLY nothing of that is refused", async () => {
  await using service = await openService();
  await problemOf(await service.request("DELETE", "/api/v1/jobs/x"), "not_found");
});
