/**
 * deno task verify: checks a running service the way its users use it, for the moment after a
 * deployment. LINTEL_TOKEN serves in place of --token, so that the token is not on the command line.
 */
import { ServiceClient } from "./service/client.ts";
import { SERVICE_OPTIONS, serviceOf } from "./service/options.ts";
import { zipFiles } from "./service/zip.ts";
import { messageOf } from "../src/errors.ts";
import { readTask, refuseArguments } from "./task_arguments.ts";

const TASK = {
  name: "verify",
  does:
    `Checks a running service as its users use it: SQL and an archive go in, findings, a report, metrics
and the state of workers and queues come out. One line a check; its two jobs are deleted again.`,
  options: SERVICE_OPTIONS,
  exits: "0 all checks hold, 1 one does not, 2 wrong usage",
} as const;

/**
 * A check resolves with what it found, for people, and throws where something is wrong. The ids of
 * jobs that it makes it adds to `made`.
 */
interface Check {
  name: string;
  run(client: ServiceClient, made: string[]): Promise<string>;
}

interface Job {
  job_id: string;
  job_status: string;
  verdict: string | null;
  progress: { total: number };
  summary: { total: number; by_rule: Record<string, number> };
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

async function stringIn(client: ServiceClient, made: string[]): Promise<string> {
  const job = await client.submitSql<Job>("SELECT  a from t\n", { file_name: "verify.sql" });
  made.push(job.job_id);
  expect(job.job_status === "COMPLETED", `the job is ${job.job_status}`);
  expect(job.verdict === "FAIL", `the verdict is ${job.verdict}, not FAIL`);
  expect((job.summary.by_rule.LT01 ?? 0) > 0, "LT01 does not report the doubled blank");
  return `${job.summary.total} findings, verdict ${job.verdict}`;
}

async function archiveIn(client: ServiceClient, made: string[]): Promise<string> {
  const zip = await zipFiles([
    ["verify/.sqlfluff", "[sqlfluff]\ndialect = ansi\nrules = LT01\n"],
    ["verify/clean.sql", "SELECT a FROM t\n"],
    ["verify/blanks.sql", "SELECT  a FROM t\n"],
  ]);
  const job = await client.submitZip<Job>(zip);
  made.push(job.job_id);
  expect(job.job_status === "COMPLETED", `the job is ${job.job_status}`);
  expect(job.progress.total === 2, `it has ${job.progress.total} tasks, not 2`);
  const rules = JSON.stringify(job.summary.by_rule);
  expect(
    rules === '{"LT01":1}',
    `the findings are ${rules}: the archive's .sqlfluff has no effect`,
  );
  return "2 files, 1 finding, the archive's own configuration holds";
}

async function reportOut(client: ServiceClient, made: string[]): Promise<string> {
  const job_id = made.at(-1);
  if (job_id === undefined) throw new Error("there is no job to report on");
  const text = await client.text("GET", `/api/v1/jobs/${job_id}/report?format=text`);
  expect(text.includes("verify/blanks.sql") && text.includes("LT01"), "the report lacks a finding");
  const json = await client.text("GET", `/api/v1/jobs/${job_id}/report?format=json`);
  JSON.parse(json);
  return `text (${text.length} characters) and json`;
}

async function healthy(client: ServiceClient): Promise<string> {
  const { version } = await client.json<{ version: string }>("GET", "/api/v1/health");
  type Ready = { checks: Record<string, { status: string }> };
  const { checks } = await client.json<Ready>("GET", "/api/v1/health/ready");
  return `version ${version}; ${Object.keys(checks).join(", ")} answer`;
}

async function workersOnline(client: ServiceClient): Promise<string> {
  type Workers = { online_workers: number; workers: { worker_name: string; status: string }[] };
  const { online_workers, workers } = await client.json<Workers>(
    "GET",
    "/api/v1/monitoring/workers",
  );
  expect(online_workers > 0, "no worker is online");
  const online = workers.filter((worker) => worker.status === "online");
  return `${online_workers} online: ${online.map((worker) => worker.worker_name).join(", ")}`;
}

async function queuesMove(client: ServiceClient): Promise<string> {
  type Queues = { queues: { name: string; length: number; status: string }[] };
  const { queues } = await client.json<Queues>("GET", "/api/v1/monitoring/queues");
  const paused = queues.filter((queue) => queue.status !== "active");
  expect(paused.length === 0, `${paused.map((queue) => queue.name).join(", ")} is not active`);
  return queues.map((queue) => `${queue.name} ${queue.length}`).join(", ");
}

async function systemRead(client: ServiceClient): Promise<string> {
  type System = {
    memory: { usage_percent: number };
    nfs_storage: { usage_percent: number } | null;
  };
  const system = await client.json<System>("GET", "/api/v1/monitoring/system");
  const disk = system.nfs_storage?.usage_percent;
  expect(disk === undefined || disk < 95, `the volume of files is ${Math.round(disk ?? 0)}% full`);
  const used = disk === undefined ? "" : `, files ${Math.round(disk)}%`;
  return `memory ${Math.round(system.memory.usage_percent)}%${used} used`;
}

const METRICS = [
  "sql_linting_jobs_total",
  "sql_linting_tasks_total",
  "sql_linting_request_duration_seconds",
  "sql_linting_active_jobs",
];

async function metricsOut(client: ServiceClient): Promise<string> {
  const text = await client.text("GET", "/metrics");
  for (const name of METRICS) expect(text.includes(`# TYPE ${name} `), `${name} is missing`);
  return `${text.split("\n").filter((line) => /^[a-z]/.test(line)).length} samples`;
}

async function documented(client: ServiceClient): Promise<string> {
  const { paths } = await client.json<{ paths: object }>("GET", "/openapi.json");
  return `${Object.keys(paths).length} paths`;
}

const CHECKS: readonly Check[] = [
  { name: "health", run: healthy },
  { name: "workers", run: workersOnline },
  { name: "string in", run: stringIn },
  { name: "archive in", run: archiveIn },
  { name: "report out", run: reportOut },
  { name: "queues", run: queuesMove },
  { name: "metrics", run: metricsOut },
  { name: "system", run: systemRead },
  { name: "documentation", run: documented },
];

/** Runs every check, whatever came of those before; the number that failed. */
export async function verify(
  client: ServiceClient,
  print: (line: string) => void,
): Promise<number> {
  let failed = 0;
  const made: string[] = [];
  for (const { name, run } of CHECKS) {
    const began = performance.now();
    try {
      const found = await run(client, made);
      const ms = Math.round(performance.now() - began);
      print(`ok    ${name.padEnd(14)} ${found} (${ms} ms)`);
    } catch (error) {
      failed++;
      print(`FAIL  ${name.padEnd(14)} ${messageOf(error)}`);
    }
  }
  for (const job_id of made) {
    const response = await client.send("DELETE", `/api/v1/jobs/${job_id}`);
    await response.body?.cancel();
  }
  print(failed === 0 ? "all checks hold" : `${failed} of ${CHECKS.length} checks failed`);
  return failed;
}

async function main(): Promise<number> {
  const { values } = readTask(TASK);
  let service;
  try {
    service = serviceOf(values);
  } catch (error) {
    refuseArguments(TASK.name, messageOf(error));
  }
  const failed = await verify(new ServiceClient(service), (line) => console.log(line));
  return failed === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
