/**
 * The answers of the Python service, route by route, as its clients read them: each field of its
 * table is there, under its path, with its type. More may be there.
 */
import assert from "node:assert/strict";
import { z } from "zod";
import { problemOf } from "../../support/problem.ts";
import { openService, type TestService } from "../../support/service.ts";
import { until } from "../../support/wait.ts";

const API = "/api/v1";

const Time = z.iso.datetime();
const Count = z.number().int().min(0);
const Percent = z.number().min(0).max(100);
const Health = z.enum(["healthy", "warning", "unhealthy"]);
const Disk = z.object({ total: Count, used: Count, free: Count, usage_percent: Percent });

const JobAnswer = z.object({
  job_id: z.string().min(1),
  job_status: z.string(),
  submission_type: z.enum(["SINGLE_FILE", "ZIP_ARCHIVE"]),
});
const Queue = z.object({
  name: z.enum(["zip_processing", "sql_analysis"]),
  length: Count,
  status: z.literal("active"),
});
const CurrentTask = z.object({
  task_id: z.string(),
  task_name: z.string(),
  args: z.array(z.unknown()),
  kwargs: z.record(z.string(), z.unknown()),
  time_start: z.number().positive(),
});
const Worker = z.object({
  worker_name: z.string().regex(/^worker.*@.+$/),
  status: z.literal("online"),
  active_tasks: Count,
  current_tasks: z.array(CurrentTask),
  total_tasks: Count,
  pool_implementation: z.string(),
  pool_processes: Count,
  rusage: z.record(z.string(), z.unknown()),
  registered_tasks: z.array(z.string()).min(1),
});

/** Every GET of the old service but those of one job and one worker. */
const ROUTES: Readonly<Record<string, z.ZodType>> = {
  "/monitoring/workers": z.object({
    timestamp: Time,
    total_workers: z.literal(1),
    online_workers: z.literal(1),
    workers: z.array(Worker).length(1),
    queues: z.array(Queue).length(2),
  }),
  "/monitoring/queues": z.object({ timestamp: Time, queues: z.array(Queue).length(2) }),
  "/monitoring/system": z.object({
    timestamp: Time,
    cpu: z.object({ usage_percent: Percent, core_count: Count }),
    memory: z.object({ total: Count, available: Count, used: Count, usage_percent: Percent }),
    disk: Disk,
    nfs_storage: Disk.nullable(),
    network: z.object({
      bytes_sent: Count,
      bytes_recv: Count,
      packets_sent: Count,
      packets_recv: Count,
    }),
    process: z.object({
      pid: Count,
      cpu_percent: z.number().min(0),
      memory_info: z.object({ rss: Count }),
      create_time: z.number().positive(),
    }),
  }),
  "/health/workers": z.object({
    status: Health,
    timestamp: Time,
    service: z.string(),
    checks: z.object({
      celery_workers: z.object({
        status: Health,
        message: z.string(),
        worker_count: z.literal(1),
        workers: z.array(z.string()).length(1),
      }),
      message_queues: z.object({
        status: Health,
        message: z.string(),
        queue_lengths: z.object({ zip_processing: Count, sql_analysis: Count }),
      }),
      task_processing: z.object({
        status: Health,
        message: z.string(),
        total_tasks_processed: Count,
      }),
    }),
  }),
};

/** Reads an answer as the shape; its parts that are not as they were fail the test by their path. */
async function read<T extends z.ZodType>(
  response: Response,
  status: number,
  shape: T,
): Promise<z.infer<T>> {
  assert.equal(response.status, status);
  assert.equal(response.headers.get("Content-Type"), "application/json");
  return shape.parse(await response.json());
}

async function theWorker(service: TestService): Promise<string> {
  const body = await service.get<{ workers: { worker_name: string }[] }>(
    `${API}/monitoring/workers`,
  );
  return body.workers[0]!.worker_name;
}

for (const [path, shape] of Object.entries(ROUTES)) {
  Deno.test(`GET ${path} has the Python service's fields`, async () => {
    await using service = await openService({ worker: true, scripted: {} });
    await read(await service.request("GET", `${API}${path}`), 200, shape);
  });
}

Deno.test("what a worker does has the Python service's fields, in its list and by itself", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const gate = `${service.root}/gate`;
  const job_id = await service.submit(`-- do: wait for ${gate}`);
  await until("the task to be shown", async () => {
    const { workers } = await service.get<{ workers: z.infer<typeof Worker>[] }>(
      `${API}/monitoring/workers`,
    );
    return Worker.parse(workers[0]).current_tasks.length === 1;
  });
  const path = `${API}/monitoring/workers/${encodeURIComponent(await theWorker(service))}`;
  const one = z.object({
    worker_id: z.literal(await theWorker(service)),
    timestamp: Time,
    status: z.literal("online"),
    active_tasks: z.array(CurrentTask).length(1),
    scheduled_tasks: z.array(CurrentTask),
    reserved_tasks: z.array(CurrentTask),
    stats: z.record(z.string(), z.unknown()),
  });
  await read(await service.request("GET", path), 200, one);
  await Deno.writeTextFile(gate, "");
  await service.ended(job_id);
  await problemOf(await service.request("GET", `${API}/monitoring/workers/none@here`), "not_found");
});

Deno.test("control of a worker answers as the Python service did, and 400 on another action", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const worker_id = await theWorker(service);
  const control = (action: string) =>
    service.request("POST", `${API}/monitoring/workers/${worker_id}/control?action=${action}`);
  await problemOf(await control("explode"), "invalid_action", ["action"]);
  for (const action of ["reset_stats", "pool_restart", "shutdown"]) {
    const shape = z.object({
      worker_id: z.literal(worker_id),
      action: z.literal(action),
      timestamp: Time,
      result: z.string(),
    });
    await read(await control(action), 200, shape);
  }
  await service.worker.shutdownAsked;
});

Deno.test("submissions of the Python service's clients are taken, with a null for the field they do not use", async () => {
  await using service = await openService();
  await Deno.writeTextFile(`${service.root}/files/inbox/nightly.sql`, "select 1\n");
  const bodies = [
    { sql_content: "select 1\n" },
    { sql_content: "select 1\n", zip_file_path: null },
    { zip_file_path: "nightly.sql" },
    { sql_content: null, zip_file_path: "nightly.sql" },
    // As the old service was given it, the whole path on the share.
    { zip_file_path: `${service.settings.STORAGE_ROOT}/inbox/nightly.sql` },
  ];
  for (const body of bodies) {
    const accepted = await read(await service.post(`${API}/jobs`, body), 202, JobAnswer);
    assert.deepEqual([accepted.job_status, accepted.submission_type], ["ACCEPTED", "SINGLE_FILE"]);
    const job = await service.request("GET", `${API}/jobs/${accepted.job_id}`);
    assert.deepEqual(await read(job, 200, JobAnswer), accepted);
  }
  for (const body of [{}, { sql_content: null }, { sql_content: null, zip_file_path: null }]) {
    await problemOf(await service.post(`${API}/jobs`, body), "validation_failed", ["sql_content"]);
  }
});

Deno.test("the Python service's metrics have their names, labels and types", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  await service.ended(await service.submit("fine\n"));
  const scrape = async () => await (await service.request("GET", "/metrics")).text();
  const text = await until("the end of the job to be counted", async () => {
    const now = await scrape();
    return /^sql_linting_jobs_total\{status="COMPLETED"\} 1$/m.test(now) ? now : null;
  });
  const types = [
    ["sql_linting_jobs_total", "counter"],
    ["sql_linting_tasks_total", "counter"],
    ["sql_linting_request_duration_seconds", "histogram"],
    ["sql_linting_active_jobs", "gauge"],
  ];
  for (const [name, type] of types) assert.match(text, new RegExp(`^# TYPE ${name} ${type}$`, "m"));
  assert.match(text, /^sql_linting_tasks_total\{status="SUCCESS"\} 1$/m);
  assert.match(text, /^sql_linting_request_duration_seconds_bucket\{le="0\.005",/m);
  assert.match(text, /^sql_linting_active_jobs 0$/m);
});
