import assert from "node:assert/strict";
import { logLines } from "../../support/log_lines.ts";
import { openService } from "../../support/service.ts";

Deno.test("each request is one log line that says who asked what and how it ended", async () => {
  await using log = await logLines("info");
  await using service = await openService({ env: { API_TOKENS: "ann:aaaaaaaaaaaaaaaa" } });
  const headers = { "X-Request-Id": "r1", Authorization: "Bearer aaaaaaaaaaaaaaaa" };
  const sent = await service.post("/api/v1/jobs", { sql_content: "select 1" }, headers);
  const { job_id } = await sent.json() as { job_id: string };
  const bad = await service.request("GET", "/api/v1/jobs/x?_=b", {
    headers: { ...headers, "X-Request-Id": "r2" },
  });
  await bad.body?.cancel();
  const lines = log.lines.filter((line) => line.message === "request");
  const [first, second] = lines;
  assert.equal(lines.length, 2);
  assert.deepEqual(
    [first?.request_id, first?.method, first?.path, first?.status, first?.caller, first?.job_id],
    ["r1", "POST", "/api/v1/jobs", 202, "ann", job_id],
  );
  assert.deepEqual([second?.request_id, second?.status, second?.code], ["r2", 404, "not_found"]);
  assert.equal(typeof first?.duration_ms, "number");
  assert.deepEqual([first?.user_id, first?.module], ["ann", "http/middleware/wide_event"]);
});

Deno.test("health checks that succeed are not worth a line", async () => {
  await using log = await logLines("info");
  await using service = await openService();
  await service.get("/api/v1/health");
  await service.get("/api/v1/health/ready");
  service.setReady(false);
  const refused = await service.request("GET", "/api/v1/health/ready");
  await refused.body?.cancel();
  const lines = log.lines.filter((line) => line.message === "request");
  assert.deepEqual(lines.map((line) => line.status), [503]);
});

Deno.test("only failures of the service are logged as errors", async () => {
  await using log = await logLines("info");
  await using service = await openService({
    deps: (deps) => ({
      ...deps,
      system: Object.assign(Object.create(deps.system), {
        read: () => Promise.reject(new Error("no figures")),
      }),
    }),
  });
  for (const path of ["/nothing", "/api/v1/jobs?limit=0", "/api/v1/monitoring/system"]) {
    await (await service.request("GET", path)).body?.cancel();
  }
  const errors = log.lines.filter((line) => line.level === "ERROR");
  assert.equal(errors.length, 1);
  assert.equal(errors[0]?.message, "request failed");
  assert.match(String(errors[0]?.exception), /no figures/);
});
