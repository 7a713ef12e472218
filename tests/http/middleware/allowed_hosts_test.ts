import assert from "node:assert/strict";
import { createApp } from "../../../src/http/app.ts";
import { WORKER_ROUTES } from "../../../src/http/routes/mod.ts";
import { problemOf } from "../../support/problem.ts";
import { openService } from "../../support/service.ts";

const FOREIGN = ["evil.example", "evil.example:8000", "localhost.evil.example", "10.0.0.1", "a b"];

Deno.test("a host that is not ours is answered 421, whatever is asked", async () => {
  await using service = await openService();
  for (const Host of FOREIGN) {
    const headers = { Host };
    await problemOf(
      await service.request("GET", "/api/v1/jobs", { headers }),
      "misdirected_request",
    );
    await problemOf(await service.request("GET", "/nothing", { headers }), "misdirected_request");
    const sent = await service.post("/api/v1/jobs", { sql_content: "select 1" }, headers);
    const { detail } = await problemOf(sent, "misdirected_request") as { detail: string };
    assert.match(detail, /ALLOWED_HOSTS/);
  }
  const own = ["localhost", "127.0.0.1:8000", "[::1]:8000"];
  for (const Host of own) {
    const response = await service.request("GET", "/api/v1/jobs", { headers: { Host } });
    assert.equal(response.status, 200, Host);
    await response.body?.cancel();
  }
});

Deno.test("a worker's own server refuses them too, and so does a request line that names one", async () => {
  await using service = await openService();
  const app = createApp(service.deps, WORKER_ROUTES);
  const metrics = await app.request("/metrics", { headers: { Host: "evil.example" } });
  await problemOf(metrics, "misdirected_request");
  const sent = await app.request("/metrics", {
    method: "POST",
    headers: { Origin: "http://evil.example" },
  });
  await problemOf(sent, "cross_origin");
  const absolute = await createApp(service.deps).request("http://evil.example/api/v1/jobs", {
    headers: { Host: "localhost" },
  });
  await problemOf(absolute, "misdirected_request");
});

Deno.test("tokens do not make a foreign host ours; ALLOWED_HOSTS does", async () => {
  const token = "t".repeat(16);
  await using service = await openService({
    env: { API_TOKENS: `ci:${token}`, ALLOWED_HOSTS: "lint.example.com, *.corp.example" },
  });
  const get = (Host: string) =>
    service.request("GET", "/api/v1/jobs", { headers: { Host, Authorization: `Bearer ${token}` } });
  await problemOf(await get("evil.example"), "misdirected_request");
  for (const host of ["lint.example.com", "LINT.EXAMPLE.COM:443", "a.corp.example"]) {
    const response = await get(host);
    assert.equal(response.status, 200, host);
    await response.body?.cancel();
  }
});
