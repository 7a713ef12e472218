/**
 * deno task load: loads a service, one started for the purpose, on free loopback ports and in a
 * folder of its own, or with --url one that runs already. Single jobs and one archive of 44-line
 * queries, first with a cold result cache, then again with the same SQL. Against a running service
 * only throughput and latency are reported.
 */
import { messageOf } from "../../src/errors.ts";
import { corpus } from "../bench/corpus.ts";
import { zipFiles } from "../service/zip.ts";
import type { ServiceClient } from "../service/client.ts";
import { SERVICE_OPTIONS, serviceOf } from "../service/options.ts";
import { readTask, refuseArguments } from "../task_arguments.ts";
import { cpuSeconds, residentBytes } from "./resources.ts";
import { runningTarget, startTarget, type Target } from "./target.ts";

const LINES = 44;

const TASK = {
  name: "load",
  does:
    `Loads a service that it starts for the purpose, or with --url one that runs, and tells jobs and
files a second and the times of requests. DATABASE_URL, QUEUE_URL, STORAGE_ROOT and
WORKER_CONCURRENCY in the environment are those of a service that it starts.`,
  options: {
    url: { value: "URL", help: "the service's address; default: one is started" },
    token: SERVICE_OPTIONS.token,
    jobs: { number: "N", default: 500, least: 1, help: "single jobs of each turn" },
    clients: { number: "N", default: 10, least: 1, help: "requests at once" },
    files: { number: "N", default: 2000, least: 1, help: "files of the archive" },
    rounds: { number: "N", default: 1, least: 1, help: "how often all of it is done" },
    mode: { value: "MODE", default: "all", help: "all: one process; apart: web and worker" },
  },
  exits: "0, or 1 where a job failed, or 2 for wrong usage",
} as const;

interface LoadOptions {
  jobs: number;
  clients: number;
  files: number;
  /** Changes the SQL, so that no result cache of an earlier run knows it. */
  seed: number;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function completed(job: { job_status: string }): void {
  if (job.job_status !== "COMPLETED") throw new Error(`a job is ${job.job_status}`);
}

/** Submits each text as a job, `clients` at a time; milliseconds of each, sorted. */
async function singles(
  client: ServiceClient,
  sqls: readonly string[],
  clients: number,
): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: clients }, async () => {
    for (let i = next++; i < sqls.length; i = next++) {
      const began = performance.now();
      completed(await client.submitSql(sqls[i]!));
      times.push(performance.now() - began);
    }
  }));
  return times.sort((a, b) => a - b);
}

async function archive(client: ServiceClient, zip: Uint8Array<ArrayBuffer>): Promise<number[]> {
  const began = performance.now();
  completed(await client.submitZip(zip));
  return [performance.now() - began];
}

interface Measured {
  name: string;
  count: number;
  unit: "jobs" | "files";
  clients: number;
  work(): Promise<number[]>;
}

async function measure({ client, pids }: Target, what: Measured): Promise<void> {
  const own = pids.length > 0;
  const cpu = own ? await cpuSeconds(client) : 0;
  const began = performance.now();
  const times = await what.work();
  const seconds = (performance.now() - began) / 1000;
  const parts = [
    `${what.count} ${what.unit}, ${what.clients} client${what.clients === 1 ? "" : "s"}`,
    `${seconds.toFixed(2)} s`,
    `${(what.count / seconds).toFixed(1)} ${what.unit}/s`,
  ];
  if (times.length > 1) {
    const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
    parts.push(`p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
  }
  if (own) {
    const used = 1000 * (await cpuSeconds(client) - cpu) / what.count;
    parts.push(`CPU of the web process ${used.toFixed(2)} ms a ${what.unit.slice(0, -1)}`);
  }
  console.log(`${what.name.padEnd(24)} ${parts.join("; ")}`);
}

/** Cold and warm, singly and in an archive. */
async function load(target: Target, options: LoadOptions): Promise<void> {
  const { client } = target;
  const { jobs, clients, files, seed } = options;
  const sqls = corpus(seed + 7, jobs, LINES);
  const many = corpus(seed + 8, files, LINES);
  const zip = await zipFiles(many.map((sql, i) => [`q${i}.sql`, sql] as const));
  const warmUp = corpus(seed + 9, 200, LINES);
  const alone = corpus(seed + 10, 100, LINES);
  const single = (name: string, list: readonly string[], count: number): Measured => ({
    name,
    count: list.length,
    unit: "jobs",
    clients: count,
    work: () => singles(client, list, count),
  });
  const packed = (name: string): Measured => ({
    name,
    count: files,
    unit: "files",
    clients: 1,
    work: () => archive(client, zip),
  });
  for (
    const what of [
      single("warm-up", warmUp, clients),
      single("single jobs, cold", sqls, clients),
      single("single jobs, warm", sqls, clients),
      single("one at a time, cold", alone, 1),
      packed("archive, cold"),
      packed("archive, warm"),
    ]
  ) await measure(target, what);
}

/** Calls `work` while the largest memory of the processes is watched, and reports it. */
async function watchingMemory(pids: readonly number[], work: () => Promise<void>): Promise<void> {
  if (pids.length === 0) return await work();
  const peak = { main: 0, all: 0 };
  const sampler = setInterval(async () => {
    const now = await residentBytes(pids);
    peak.main = Math.max(peak.main, now.main);
    peak.all = Math.max(peak.all, now.all);
  }, 1000);
  try {
    await work();
  } finally {
    clearInterval(sampler);
  }
  const mb = (n: number) => `${Math.round(n / 1024 / 1024)} MB`;
  console.log(`peak RSS: service ${mb(peak.main)}, with its lint processes ${mb(peak.all)}`);
}

function readOptions() {
  const { values: { url, token, mode, ...sizes } } = readTask(TASK);
  let running = null;
  try {
    if (url !== undefined) running = serviceOf({ url, token });
  } catch (error) {
    refuseArguments(TASK.name, messageOf(error));
  }
  if (mode !== "all" && mode !== "apart") {
    refuseArguments(TASK.name, `--mode takes all or apart, not ${mode}`);
  }
  return { ...sizes, mode: mode as "all" | "apart", running };
}

function settingsGiven(): Record<string, string> {
  const names = ["DATABASE_URL", "QUEUE_URL", "STORAGE_ROOT", "WORKER_CONCURRENCY"];
  return Object.fromEntries(
    names.map((name) => [name, Deno.env.get(name) ?? ""]).filter(([, value]) => value !== ""),
  );
}

async function main(): Promise<number> {
  const { running, mode, rounds, ...sizes } = readOptions();
  const folder = await Deno.makeTempDir({ prefix: "lintel-load-" });
  let target: Target | null = null;
  try {
    const loaded = target = running === null
      ? await startTarget({ mode, folder, env: settingsGiven() })
      : runningTarget(running);
    // Against a service that has a past, SQL that it cannot have seen.
    const first = running === null ? 0 : Date.now() % 1_000_000;
    await watchingMemory(loaded.pids, async () => {
      for (let round = 0; round < rounds; round++) {
        await load(loaded, { ...sizes, seed: first + 100 * round });
      }
    });
    return 0;
  } catch (error) {
    console.error(`load: ${messageOf(error)}`);
    return 1;
  } finally {
    await target?.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) Deno.exit(await main());
