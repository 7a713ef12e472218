import assert from "node:assert/strict";
import { LintelError } from "../../../src/errors.ts";
import type { HttpDeps } from "../../../src/http/env.ts";
import { VERSION } from "../../../src/version.ts";
import { logLines } from "../../support/log_lines.ts";
import { openService } from "../../support/service.ts";
import { until } from "../../support/wait.ts";

interface Check {
  status: string;
  message: string;
}

Deno.test("health says that the process lives, and which it is", async () => {
  await using service = await openService({ env: { ENVIRONMENT: "development" } });
  const { timestamp, ...rest } = await service.get<Record<string, string>>("/api/v1/health");
  assert.ok(Date.parse(timestamp!) > 0);
  assert.deepEqual(rest, {
    status: "healthy",
    service: "lintel",
    version: VERSION,
    environment: "development",
  });
});

Deno.test("a process is ready while store, queue and storage answer and it takes requests", async () => {
  await using service = await openService();
  interface Ready {
    status: string;
    checks: Record<string, Check>;
  }
  const ready = await service.get<Ready>("/api/v1/health/ready");
  assert.equal(ready.status, "healthy");
  assert.deepEqual(Object.keys(ready.checks), ["accepting", "database", "queue", "storage"]);
  service.setReady(false);
  const response = await service.request("GET", "/api/v1/health/ready");
  assert.deepEqual([response.status, response.headers.get("Retry-After")], [503, "5"]);
  const draining = await response.json() as Ready;
  assert.equal(draining.checks.accepting?.status, "unhealthy");
  assert.equal(draining.checks.database?.status, "healthy");
});

Deno.test("what is down is named by readiness, while the process still lives", async () => {
  let reason: string | null = "no way to 10.0.0.7";
  const ping = () =>
    reason === null
      ? Promise.resolve()
      : Promise.reject(new LintelError("queue_unavailable", reason));
  const deps = (d: HttpDeps): HttpDeps => {
    const queue = { ...d.services.queue, ping };
    return { ...d, services: { ...d.services, queue } };
  };
  await using service = await openService({ deps });
  await using log = await logLines("info");
  const ask = async () => {
    const response = await service.request("GET", "/api/v1/health/ready");
    const { checks } = await response.json() as { checks: Record<string, Check> };
    return [response.status, checks.queue?.message];
  };
  const away = [503, "The queue cannot be reached (queue_unavailable)"];
  assert.deepEqual([await ask(), await ask()], [away, away]);
  reason = "no way to 10.0.0.8";
  assert.deepEqual(await ask(), away);
  await service.get("/api/v1/health");
  reason = null;
  assert.deepEqual([await ask(), await ask()], [[200, "answers"], [200, "answers"]]);
  // Why is for the log, however often somebody asks: each outage, and each reason, once.
  const told = log.lines.filter((line) => line.part === "queue")
    .map(({ message, exception }) => [message, /10\.0\.0\.\d/.exec(String(exception))?.[0]]);
  assert.deepEqual(told, [
    ["a part does not answer", "10.0.0.7"],
    ["a part does not answer", "10.0.0.8"],
    ["a part answers again", undefined],
  ]);
});

Deno.test("however many ask at once whether a process is ready, each part is asked once", async () => {
  let asked = 0;
  const deps = (d: HttpDeps): HttpDeps => {
    const ping = () => Promise.resolve(void asked++);
    return { ...d, services: { ...d.services, queue: { ...d.services.queue, ping } } };
  };
  await using service = await openService({ deps });
  const ask = () => service.get("/api/v1/health/ready");
  await Promise.all(Array.from({ length: 20 }, ask));
  const together = asked;
  assert.ok(together < 5, `asked ${together} times`);
  await ask();
  assert.equal(asked, together + 1);
});

interface WorkersHealth {
  status: string;
  service: string;
  checks: {
    workers: Check & { worker_count: number; workers: string[] };
    celery_workers: Check & { worker_count: number; workers: string[] };
    message_queues: Check & { queue_lengths: Record<string, number> };
    task_processing: Check & { total_tasks_processed: number };
    engines: Record<string, Check & { version: string | null }>;
  };
}

Deno.test("workers' health without a worker is unhealthy, and says what waits", async () => {
  await using service = await openService({ scripted: {} });
  await service.submit("select 1\n");
  const health = await service.get<WorkersHealth>("/api/v1/health/workers");
  assert.equal(health.status, "unhealthy");
  assert.equal(health.checks.workers.worker_count, 0);
  assert.deepEqual(health.checks.celery_workers, health.checks.workers);
  assert.deepEqual(health.checks.message_queues.queue_lengths, {
    sql_analysis: 1,
    zip_processing: 0,
  });
  service.advance(120_000);
  const late = await service.get<WorkersHealth>("/api/v1/health/workers");
  assert.equal(late.checks.message_queues.status, "warning");
});

Deno.test("workers' health with a worker counts what it did", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  await service.ended(await service.submit("fine\n"));
  const health = await until("the work to be counted", async () => {
    const now = await service.get<WorkersHealth>("/api/v1/health/workers");
    return now.checks.task_processing.total_tasks_processed === 1 ? now : null;
  });
  assert.equal(health.status, "healthy");
  assert.equal(health.checks.workers.worker_count, 1);
  assert.match(health.checks.workers.workers[0]!, /^worker-.+@here$/);
  assert.deepEqual(health.checks.engines.native, {
    status: "healthy",
    message: "native 1.0.0",
    version: "1.0.0",
  });
});

Deno.test("an engine that is missing and is not the default is a warning, told in the log once", async () => {
  await using log = await logLines("warning");
  await using service = await openService({
    worker: true,
    env: { SQLFLUFF_PYTHON: "/nowhere/python3" },
  });
  const { checks, status } = await service.get<WorkersHealth>("/api/v1/health/workers");
  assert.equal(checks.engines.sqlfluff?.status, "warning");
  assert.equal(checks.engines.sqlfluff?.version, null);
  assert.equal(checks.engines.native?.status, "healthy");
  assert.equal(status, "healthy");
  // Where it was looked for is for the log, once.
  await service.get("/api/v1/health/workers");
  assert.doesNotMatch(JSON.stringify(checks), /nowhere/);
  const told = log.lines.filter((line) => line.part === "engine sqlfluff");
  assert.equal(told.length, 1);
  assert.match(String(told[0]!.exception), /\/nowhere\/python3/);
});

Deno.test("without its default engine a service with workers is unhealthy", async () => {
  await using service = await openService({
    worker: true,
    env: { DEFAULT_ENGINE: "sqlfluff", SQLFLUFF_PYTHON: "/nowhere/python3" },
  });
  const { checks, status } = await service.get<WorkersHealth>("/api/v1/health/workers");
  assert.equal(checks.engines.sqlfluff?.status, "unhealthy");
  assert.deepEqual([checks.workers.status, status], ["healthy", "unhealthy"]);
});
