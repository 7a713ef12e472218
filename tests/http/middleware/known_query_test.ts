import assert from "node:assert/strict";
import { ROUTES } from "../../../src/http/routes/mod.ts";
import { DOCUMENT } from "../../support/documented.ts";
import { problemOf } from "../../support/problem.ts";
import { openService } from "../../support/service.ts";

Deno.test("a parameter that a path does not read is refused, with the one that was meant", async () => {
  await using service = await openService();
  const all = "status, verdict, dialect, engine, since, until, q, label, rule, file, limit, cursor";
  for (
    const [path, name, message] of [
      ["jobs?statu=FAILED", "statu", "there is no such parameter; did you mean status?"],
      ["jobs?Status=FAILED", "Status", "there is no such parameter; did you mean status?"],
      ["jobs?=x", "", `there is no such parameter; this path takes ${all}`],
      ["jobs?organisation=x", "organisation", `there is no such parameter; this path takes ${all}`],
      ["jobs/x?wait=1", "wait", "this path takes no parameters"],
      ["jobs/x/report?formt=sarif", "formt", "there is no such parameter; did you mean format?"],
    ] as const
  ) {
    const response = await service.request("GET", `/api/v1/${path}`);
    const problem = await problemOf(response, "unknown_parameter", [name]);
    assert.deepEqual([problem.errors[0]?.message, problem.status], [message, 400], path);
  }
  const two = await service.request("GET", "/api/v1/jobs?limt=1&status=FAILED&a=1&a=2");
  await problemOf(two, "unknown_parameter", ["limt", "a"]);
});

Deno.test("every operation of the API refuses a parameter that its document does not have", async () => {
  await using service = await openService();
  const probed = ["/metrics", "/api/v1/health", "/api/v1/health/ready", "/api/v1/health/workers"];
  const taken: string[] = [];
  for (const { method, path } of ROUTES) {
    if (DOCUMENT.paths[path]?.[method.toLowerCase()] === undefined) continue;
    const response = await service.request(method, `${path.replaceAll(/[{}]/g, "")}?_nobody=1`);
    const refused = response.status === 400 && (await response.json()).code === "unknown_parameter";
    if (!refused) taken.push(path);
    if (!response.bodyUsed) await response.body?.cancel();
  }
  assert.deepEqual(taken.toSorted(), probed.toSorted());
});

Deno.test("what gets round caches is passed over, and whoever may not ask is told nothing else", async () => {
  await using service = await openService({ env: { API_TOKENS: `ann:${"t".repeat(32)}` } });
  const headers = { Authorization: `Bearer ${"t".repeat(32)}` };
  const response = await service.request("GET", "/api/v1/jobs?_=1700000000000", { headers });
  assert.equal(response.status, 200, await response.text());
  await problemOf(await service.request("GET", "/api/v1/jobs?statu=x"), "unauthorized");
});
