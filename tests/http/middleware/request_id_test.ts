import assert from "node:assert/strict";
import { openService } from "../../support/service.ts";

Deno.test("a sane request id is kept, any other is replaced", async () => {
  await using service = await openService();
  const idFor = async (given?: string) => {
    const headers: Record<string, string> = given === undefined ? {} : { "X-Request-Id": given };
    const response = await service.request("GET", "/api/v1/health", { headers });
    await response.body?.cancel();
    return response.headers.get("X-Request-Id") ?? "";
  };
  const own = "abc-DEF_1.2";
  assert.equal(await idFor(own), own);
  const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}$/;
  const made = new Set<string>();
  for (const given of [undefined, "", "has space", "x".repeat(65), "<script>"]) {
    const id = await idFor(given);
    assert.match(id, UUID);
    made.add(id);
  }
  assert.equal(made.size, 5);
});

Deno.test("a refusal bears the request's id as well", async () => {
  await using service = await openService();
  const headers = { "X-Request-Id": "mine" };
  for (const path of ["/nothing", "/api/v1/jobs/x"]) {
    const response = await service.request("GET", path, { headers });
    assert.equal(response.headers.get("X-Request-Id"), "mine");
    assert.equal((await response.json() as { request_id: string }).request_id, "mine");
  }
});
