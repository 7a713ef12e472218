import assert from "node:assert/strict";
import { openService } from "../../support/service.ts";
import { problemOf } from "../../support/problem.ts";

const BROWSER = { Accept: "text/html,application/xhtml+xml" };

Deno.test("a page lets nothing in but what this service serves, and no text become script", async () => {
  await using service = await openService();
  const response = await service.request("GET", "/try", { headers: BROWSER });
  assert.equal(response.status, 200);
  const policy = response.headers.get("Content-Security-Policy") ?? "";
  for (
    const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ]
  ) assert.ok(policy.split("; ").includes(part), part);
  assert.doesNotMatch(policy, /unsafe|\*/);
  assert.equal(response.headers.get("X-Frame-Options"), "DENY");
  const html = await response.text();
  assert.doesNotMatch(html, /<script(?![^>]* src=)|<style| style=| on\w+="/);
  const loaded = [...html.matchAll(/<(?:link|script)[^>]* (?:href|src)="([^"]+)"/g)];
  assert.ok(loaded.length > 5);
  for (const [, path] of loaded) {
    const asset = await service.request("GET", path!);
    assert.equal(asset.status, 200, path!);
    await asset.body?.cancel();
  }
});

Deno.test("a page is in the language that the browser wishes for, unless another was chosen", async () => {
  await using service = await openService();
  const titleFor = async (headers: Record<string, string>) => {
    const response = await service.request("GET", "/try", { headers: { ...BROWSER, ...headers } });
    return /<html lang="([^"]+)"[^>]*>.*<title>(.*) ·/s.exec(await response.text())?.slice(1);
  };
  const chinese = ["zh-Hans", "试一试"];
  const english = ["en", "Try it"];
  assert.deepEqual(await titleFor({}), english);
  assert.deepEqual(await titleFor({ "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8" }), chinese);
  assert.deepEqual(await titleFor({ "Accept-Language": "fr, en;q=0.3, zh;q=0.7" }), chinese);
  assert.deepEqual(await titleFor({ "Accept-Language": "zh;q=0, *" }), english);
  assert.deepEqual(
    await titleFor({ "Accept-Language": "zh", "Cookie": "lintel_language=en" }),
    english,
  );
});

Deno.test("a switch is kept in a cookie, and leads to the page without it", async () => {
  await using service = await openService();
  const response = await service.request("GET", "/try?lang=zh&theme=dark&x=1", {
    headers: BROWSER,
  });
  assert.deepEqual([response.status, response.headers.get("Location")], [303, "/try?x=1"]);
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  assert.deepEqual(cookies, ["lintel_language=zh", "lintel_theme=dark"]);
  const ignored = await service.request("GET", "/try?lang=%22%3E&theme=x", { headers: BROWSER });
  assert.equal(ignored.status, 200);
  await ignored.body?.cancel();
});

Deno.test("a browser is shown a page where there is none; a program gets a problem", async () => {
  await using service = await openService();
  const path = "/nothing/%3Cscript%3Ealert(1)%3C/script%3E";
  const response = await service.request("GET", path, { headers: BROWSER });
  assert.equal(response.status, 404);
  assert.match(response.headers.get("Content-Type") ?? "", /^text\/html/);
  assert.doesNotMatch(await response.text(), /<script>alert/);
  await problemOf(await service.request("GET", path), "route_not_found");
  await problemOf(
    await service.request("GET", "/api/v1/nothing", { headers: BROWSER }),
    "route_not_found",
  );
});
