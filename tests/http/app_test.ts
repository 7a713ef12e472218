import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import { ROUTES } from "../../src/http/routes/mod.ts";
import { openService } from "../support/service.ts";
import { problemOf } from "../support/problem.ts";

Deno.test("a path that is none is a problem", async () => {
  await using service = await openService();
  for (const path of ["/nothing", "/api/v1", "/api/v1/jobs/", "/api/v2/jobs", "/docs/nothing"]) {
    await problemOf(await service.request("GET", path), "route_not_found");
  }
});

Deno.test("a slash at the end is told to a program, and a browser is led to the page", async () => {
  await using service = await openService();
  const cases: [string, string, string][] = [
    ["GET", "/api/v1/jobs/", "/api/v1/jobs"],
    ["POST", "/api/v1/lint/", "/api/v1/lint"],
    ["GET", "/api/v1/health//", "/api/v1/health"],
    ["GET", "/openapi.json/", "/openapi.json"],
  ];
  for (const [method, path, meant] of cases) {
    const { detail } = await problemOf(await service.request(method, path), "route_not_found");
    assert.equal(detail, `There is no ${path} here, but ${meant}: leave out the slash at its end.`);
  }
  // Neither is one that takes another method, nor a page of another site.
  for (
    const [method, path] of [["GET", "/api/v1/lint/"], ["GET", "/jobs//example.org/"]] as const
  ) {
    const { detail } = await problemOf(await service.request(method, path), "route_not_found");
    assert.equal(detail, `There is no ${path} here.`);
  }
  const headers = { Accept: "text/html" };
  const led = await service.request("GET", "/jobs/?status=FAILED", { headers });
  assert.deepEqual([led.status, led.headers.get("Location")], [308, "/jobs?status=FAILED"]);
});

Deno.test("a method that a path does not take is told with those it takes", async () => {
  await using service = await openService();
  const cases: [string, string, string[]][] = [
    ["PUT", "/api/v1/jobs", ["POST", "GET", "HEAD"]],
    ["PATCH", "/api/v1/jobs/x", ["GET", "DELETE", "HEAD"]],
    ["GET", "/api/v1/jobs/x/cancel", ["POST"]],
    ["DELETE", "/api/v1/tasks/x", ["GET", "HEAD"]],
    ["GET", "/api/v1/lint", ["POST"]],
    ["POST", "/metrics", ["GET", "HEAD"]],
    ["POST", "/openapi.json", ["GET", "HEAD"]],
    ["POST", "/docs", ["GET", "HEAD"]],
    ["POST", "/docs/start.js", ["GET", "HEAD"]],
    ["POST", "/", ["GET", "HEAD"]],
  ];
  for (const [method, path, allow] of cases) {
    const response = await service.request(method, path);
    const allowed = (response.headers.get("Allow") ?? "").split(", ");
    assert.deepEqual(allowed.toSorted(), allow.toSorted(), `${method} ${path}`);
    await problemOf(response, "method_not_allowed");
  }
});

Deno.test("every route takes its own method and refuses another", async () => {
  await using service = await openService();
  for (const { method, path } of ROUTES) {
    const real = path.replaceAll(/\{[^}]+\}/g, "x");
    const response = await service.request("PROPFIND", real);
    assert.ok(response.headers.get("Allow")?.split(", ").includes(method), `${method} ${path}`);
    await problemOf(response, "method_not_allowed");
  }
});

Deno.test("HEAD answers as GET does, without a body", async () => {
  await using service = await openService();
  const response = await service.request("HEAD", "/api/v1/health");
  assert.equal(response.status, 200);
  assert.equal(await response.text(), "");
});

Deno.test("a failure that nobody foresaw is a 500 that tells nothing of its cause", async () => {
  await using service = await openService({
    deps: (deps) => {
      const jobs = { ...deps.services.store.jobs, list: () => Promise.reject(new Error("secret")) };
      const store = { ...deps.services.store, jobs };
      return { ...deps, services: { ...deps.services, store } };
    },
  });
  const body = await problemOf(await service.request("GET", "/api/v1/jobs"), "internal");
  assert.doesNotMatch(JSON.stringify(body), /secret/);
});

Deno.test("a store that is down is a 503 with Retry-After, also for a submission", async () => {
  const down = () => Promise.reject(new LintelError("store_unavailable", "the store is away"));
  await using service = await openService({
    deps: (deps) => {
      const { store } = deps.services;
      const jobs = { ...store.jobs, get: down, create: down };
      return { ...deps, services: { ...deps.services, store: { ...store, jobs } } };
    },
  });
  const read = await service.request("GET", "/api/v1/jobs/x");
  assert.equal(read.headers.get("Retry-After"), "5");
  await problemOf(read, "store_unavailable");
  const sent = await service.post("/api/v1/jobs", { sql_content: "select 1" });
  await problemOf(sent, "store_unavailable");
  assert.deepEqual(await service.services.files.folders(Infinity, "", 10), []);
});
