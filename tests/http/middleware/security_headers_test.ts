import assert from "node:assert/strict";
import { openService } from "../../support/service.ts";

Deno.test("every answer keeps a browser from doing more with it than it should", async () => {
  await using service = await openService();
  for (const path of ["/api/v1/health", "/nothing", "/docs", "/metrics", "/openapi.json"]) {
    const { headers, body } = await service.request("GET", path);
    await body?.cancel();
    assert.equal(headers.get("X-Content-Type-Options"), "nosniff", path);
    assert.equal(headers.get("X-Frame-Options"), "DENY", path);
    assert.equal(headers.get("Referrer-Policy"), "no-referrer", path);
    const policy = headers.get("Content-Security-Policy") ?? "";
    assert.match(policy, /default-src 'none'/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /script-src[^;]*'unsafe/, path);
    assert.equal(headers.get("Strict-Transport-Security"), null, path);
  }
});
