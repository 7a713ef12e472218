import assert from "node:assert/strict";
import { openService, type TestService } from "../../support/service.ts";
import { until } from "../../support/wait.ts";

async function scrape(service: TestService): Promise<string> {
  const response = await service.request("GET", "/metrics");
  assert.equal(response.status, 200);
  assert.match(response.headers.get("Content-Type") ?? "", /^text\/plain; version=0\.0\.4/);
  return await response.text();
}

/** The value of a sample, by its whole name with labels. */
function sample(text: string, name: string): number | undefined {
  const line = text.split("\n").find((l) => l.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

Deno.test("the names that dashboards and alerts read are there from the start", async () => {
  await using service = await openService();
  const text = await scrape(service);
  const types: Record<string, string> = {
    sql_linting_jobs_total: "counter",
    sql_linting_tasks_total: "counter",
    sql_linting_request_duration_seconds: "histogram",
    sql_linting_active_jobs: "gauge",
    sql_linting_queue_length: "gauge",
    sql_linting_queue_oldest_age_seconds: "gauge",
    sql_linting_task_wait_seconds: "histogram",
    sql_linting_task_run_seconds: "histogram",
    sql_linting_rescued_tasks_total: "counter",
    sql_linting_dead_lettered_tasks_total: "counter",
    sql_linting_workers_online: "gauge",
    sql_linting_lines_total: "counter",
    sql_linting_cache_requests_total: "counter",
    process_cpu_seconds_total: "gauge",
    process_resident_memory_bytes: "gauge",
    process_start_time_seconds: "gauge",
  };
  for (const [name, type] of Object.entries(types)) {
    assert.ok(text.includes(`# TYPE ${name} ${type}\n`), name);
  }
});

Deno.test("counters count the work that was done", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  for (const sql of ["one\ntwo\n", "-- do: refuse timeout", "one\ntwo\n"]) {
    await service.ended(await service.submit(sql));
  }
  const text = await until("the last job to be counted", async () => {
    const now = await scrape(service);
    return sample(now, 'sql_linting_jobs_total{status="COMPLETED"}') === 2 ? now : null;
  });
  const values: Record<string, number> = {
    'sql_linting_jobs_total{status="ACCEPTED"}': 3,
    'sql_linting_jobs_total{status="FAILED"}': 1,
    'sql_linting_tasks_total{status="SUCCESS"}': 2,
    'sql_linting_tasks_total{status="FAILURE"}': 1,
    'sql_linting_cache_requests_total{result="hit"}': 1,
    'sql_linting_cache_requests_total{result="miss"}': 1,
    'sql_linting_lines_total{engine="native"}': 3,
    sql_linting_active_jobs: 0,
    sql_linting_workers_online: 1,
    "sql_linting_task_wait_seconds_count": 3,
    'sql_linting_task_run_seconds_count{engine="native"}': 3,
  };
  for (const [name, value] of Object.entries(values)) assert.equal(sample(text, name), value, name);
});

Deno.test("depth and age of the queues come from the store", async () => {
  await using service = await openService();
  await service.submit("select 1\n");
  await service.submit("select 2\n");
  service.advance(10_000);
  const text = await scrape(service);
  assert.equal(sample(text, 'sql_linting_queue_length{queue="sql_analysis"}'), 2);
  assert.equal(sample(text, 'sql_linting_queue_length{queue="zip_processing"}'), 0);
  const age = sample(text, 'sql_linting_queue_oldest_age_seconds{queue="sql_analysis"}')!;
  assert.ok(age >= 10, String(age));
  assert.equal(sample(text, "sql_linting_active_jobs"), 2);
});

Deno.test("requests are timed by route, not by path", async () => {
  await using service = await openService();
  for (const path of ["/api/v1/jobs/a", "/api/v1/jobs/b", "/nothing/1", "/nothing/2"]) {
    await (await service.request("GET", path)).body?.cancel();
  }
  const text = await scrape(service);
  const count = (route: string, status: number) =>
    sample(
      text,
      `sql_linting_request_duration_seconds_count{method="GET",route="${route}",status="${status}"}`,
    );
  assert.equal(count("/api/v1/jobs/:job_id", 404), 2);
  assert.equal(count("(none)", 404), 2);
  assert.doesNotMatch(text, /nothing/);
});
