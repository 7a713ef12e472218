import assert from "node:assert/strict";
import { openService } from "../../support/service.ts";
import { problemOf } from "../../support/problem.ts";

Deno.test("the documentation is browsable offline: all it loads comes from this service", async () => {
  await using service = await openService();
  const home = await service.request("GET", "/");
  assert.deepEqual([home.status, home.headers.get("Location")], [302, "/docs"]);
  const page = await service.request("GET", "/docs");
  assert.match(page.headers.get("Content-Type") ?? "", /^text\/html/);
  const html = await page.text();
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((m) => m[1]!);
  assert.equal(loaded.length, 3);
  for (const path of loaded) {
    assert.match(path, /^\/docs\//);
    const asset = await service.request("GET", path);
    assert.equal(asset.status, 200, path);
    assert.match(asset.headers.get("Content-Type") ?? "", /^text\/(css|javascript)/);
    assert.ok((await asset.text()).length > 50, path);
  }
  const start = await service.request("GET", "/docs/start.js");
  assert.match(await start.text(), /url: "\/openapi\.json"/);
});

Deno.test("an asset that is none is a problem", async () => {
  await using service = await openService();
  for (const name of ["nothing.js", "__proto__", "..%2Fsecret"]) {
    await problemOf(await service.request("GET", `/docs/${name}`), "route_not_found");
  }
});
