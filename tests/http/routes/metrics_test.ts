import assert from "node:assert/strict";
import { createApp } from "../../../src/http/app.ts";
import { promtool, WITHOUT_PROMTOOL } from "../../support/promtool.ts";
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
    sql_linting_violations_total: "counter",
    sql_linting_task_attempts_total: "counter",
    sql_linting_system_cpu_ratio: "gauge",
    sql_linting_system_memory_used_ratio: "gauge",
    sql_linting_system_disk_used_ratio: "gauge",
    sql_linting_cache_requests_total: "counter",
    process_cpu_seconds_total: "counter",
    process_resident_memory_bytes: "gauge",
    process_start_time_seconds: "gauge",
  };
  for (const [name, type] of Object.entries(types)) {
    assert.ok(text.includes(`# TYPE ${name} ${type}\n`), name);
  }
});

Deno.test("what has not happened yet is 0, so that the first time of it counts as an increase", async () => {
  await using service = await openService();
  const text = await scrape(service);
  for (
    const name of [
      'sql_linting_jobs_total{status="FAILED"}',
      'sql_linting_tasks_total{status="FAILURE"}',
      'sql_linting_cache_requests_total{result="hit"}',
      'sql_linting_webhook_attempts_total{state="failed"}',
      "sql_linting_dead_lettered_tasks_total",
    ]
  ) assert.equal(sample(text, name), 0, name);
});

Deno.test("counters count the work that was done", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  for (const sql of ["one fault\ntwo\n", "-- do: refuse timeout", "one fault\ntwo\n"]) {
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
    'sql_linting_violations_total{rule="LT01"}': 2,
    'sql_linting_task_attempts_total{attempt="1"}': 3,
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

Deno.test("the machine's shares lie between 0 and 1, and CPU time only grows", async () => {
  await using service = await openService();
  const first = await scrape(service);
  for (
    const name of [
      "sql_linting_system_memory_used_ratio",
      'sql_linting_system_disk_used_ratio{volume="root"}',
      // Where the service keeps its files is nothing for a label.
      'sql_linting_system_disk_used_ratio{volume="storage"}',
    ]
  ) {
    const share = sample(first, name)!;
    assert.ok(share > 0 && share <= 1, `${name} ${share}`);
  }
  const cpu = sample(first, "process_cpu_seconds_total")!;
  for (let n = 0, end = performance.now() + 50; performance.now() < end;) n += Math.sqrt(n);
  assert.ok(sample(await scrape(service), "process_cpu_seconds_total")! > cpu);
  const blind = {
    ...service.deps,
    system: Object.assign(Object.create(service.deps.system), {
      ratios: () =>
        Promise.resolve({ cpu: null, memory: null, disks: [{ volume: "root", used: null }] }),
    }),
  };
  const response = await createApp(blind).request("/metrics");
  assert.doesNotMatch(await response.text(), /^sql_linting_system/m);
});

Deno.test({
  name: "promtool has nothing to say against a real scrape",
  ignore: WITHOUT_PROMTOOL,
  fn: async () => {
    await using service = await openService({ worker: true, scripted: {} });
    await service.ended(await service.submit("one fault\n"));
    await until(
      "the job to be counted",
      async () => (await scrape(service)).includes('sql_linting_jobs_total{status="COMPLETED"} 1'),
    );
    assert.deepEqual(await promtool(["check", "metrics"], await scrape(service)), {
      code: 0,
      said: "",
    });
  },
});
