/**
 * Loads a service started for the purpose, on free loopback ports and in a folder of its own:
 *   deno task load [--jobs 500] [--clients 10] [--files 2000] [--mode all|apart]
 * Single jobs and one archive of 44-line queries, first with a cold result cache, then again with
 * the same SQL. `apart` runs one web and one worker process.
 */
import { parseArgs } from "node:util";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { loadSettings } from "../src/config/load.ts";
import { corpus } from "./bench/corpus.ts";
import { servicePermissions } from "./permissions.ts";

const LINES = 44;

interface Target {
  url: string;
  processes: Deno.ChildProcess[];
  stop(): Promise<void>;
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return port;
}

function spawn(mode: string, env: Record<string, string>): Deno.ChildProcess {
  const environment = (name: string) => env[name] ?? Deno.env.get(name);
  const { settings } = loadSettings(environment, { MODE: mode });
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", ...servicePermissions(settings, environment), "src/main.ts", mode],
    env,
    stdout: "null",
    stderr: "inherit",
  }).spawn();
}

async function start(mode: "all" | "apart", folder: string): Promise<Target> {
  const port = freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PORT: String(port),
    METRICS_PORT: String(freePort()),
    DATABASE_URL: `sqlite:${folder}/lintel.db`,
    QUEUE_URL: `kv:${folder}/queue.kv`,
    STORAGE_ROOT: `${folder}/files`,
    LOG_LEVEL: "warning",
  };
  const processes = mode === "all"
    ? [spawn("all", env)]
    : [spawn("web", env), spawn("worker", env)];
  const began = performance.now();
  for (;;) {
    try {
      const health = await fetch(`${url}/api/v1/health/workers`);
      const body = await health.json();
      if (body.checks?.workers?.worker_count > 0) break;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    if (performance.now() - began > 30_000) throw new Error("the service did not start in 30 s");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  console.log(`started in ${Math.round(performance.now() - began)} ms`);
  return {
    url,
    processes,
    async stop() {
      for (const process of processes) process.kill("SIGTERM");
      await Promise.all(processes.map((p) => p.status));
    },
  };
}

/** Resident bytes of the processes and of everything they started. */
async function residents(pids: readonly number[]): Promise<{ main: number; all: number }> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "pid=,ppid=,rss="] }).output();
  const rows = new TextDecoder().decode(stdout).trim().split("\n").map((row) =>
    row.trim().split(/\s+/).map(Number) as [number, number, number]
  );
  const main = rows.filter(([pid]) => pids.includes(pid));
  const children = rows.filter(([, parent]) => pids.includes(parent));
  const sum = (list: typeof rows) => list.reduce((n, [, , rss]) => n + rss * 1024, 0);
  return { main: sum(main), all: sum(main) + sum(children) };
}

async function cpuSeconds(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]);
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

async function jobDone(response: Response): Promise<Record<string, unknown>> {
  const job = await response.json();
  if (response.status !== 200) throw new Error(`${response.status}: ${JSON.stringify(job)}`);
  if (job.job_status !== "COMPLETED") throw new Error(`the job is ${job.job_status}`);
  return job;
}

async function singles(url: string, sqls: readonly string[], clients: number): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: clients }, async () => {
    for (let i = next++; i < sqls.length; i = next++) {
      const began = performance.now();
      await jobDone(
        await fetch(`${url}/api/v1/jobs?wait=30`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ sql_content: sqls[i] }),
        }),
      );
      times.push(performance.now() - began);
    }
  }));
  return times.sort((a, b) => a - b);
}

async function zip(sqls: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  for (const [i, sql] of sqls.entries()) {
    await writer.add(`q${i}.sql`, new Uint8ArrayReader(new TextEncoder().encode(sql)));
  }
  return await writer.close() as Uint8Array<ArrayBuffer>;
}

async function archive(url: string, body: Uint8Array<ArrayBuffer>): Promise<number> {
  const began = performance.now();
  const response = await fetch(`${url}/api/v1/jobs?wait=60`, {
    method: "POST",
    headers: { "content-type": "application/zip" },
    body,
  });
  await jobDone(response);
  return performance.now() - began;
}

function round(n: number, digits = 1): string {
  return n.toFixed(digits);
}

async function measure(
  name: string,
  target: Target,
  count: number,
  unit: string,
  work: () => Promise<number[]>,
): Promise<void> {
  const cpu = await cpuSeconds(target.url);
  const began = performance.now();
  const times = await work();
  const seconds = (performance.now() - began) / 1000;
  const used = await cpuSeconds(target.url) - cpu;
  const tail = times.length > 1
    ? `, p50 ${round(percentile(times, 0.5))} ms, p99 ${round(percentile(times, 0.99))} ms`
    : "";
  console.log(
    `${name.padEnd(26)} ${round(count / seconds)} ${unit}/s in ${round(seconds, 2)} s${tail}; ` +
      `CPU of the web process ${round(1000 * used / count, 2)} ms a ${unit.slice(0, -1)}`,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      jobs: { type: "string", default: "500" },
      clients: { type: "string", default: "10" },
      files: { type: "string", default: "2000" },
      mode: { type: "string", default: "all" },
    },
  });
  const [jobs, clients, files] = [values.jobs, values.clients, values.files].map(Number) as [
    number,
    number,
    number,
  ];
  const folder = await Deno.makeTempDir({ prefix: "lintel-load-" });
  const target = await start(values.mode === "apart" ? "apart" : "all", folder);
  const peak = { main: 0, all: 0 };
  const sampler = setInterval(async () => {
    const now = await residents(target.processes.map((p) => p.pid));
    peak.main = Math.max(peak.main, now.main);
    peak.all = Math.max(peak.all, now.all);
  }, 1000);
  try {
    const sqls = corpus(7, jobs, LINES);
    const many = corpus(8, files, LINES);
    const packed = await zip(many);
    const warmUp = corpus(9, 200, LINES);
    const alone = corpus(10, 100, LINES);
    await measure(
      "warm-up",
      target,
      warmUp.length,
      "jobs",
      () => singles(target.url, warmUp, clients),
    );
    await measure(
      `${jobs} single jobs, cold`,
      target,
      jobs,
      "jobs",
      () => singles(target.url, sqls, clients),
    );
    await measure(
      `${jobs} single jobs, warm`,
      target,
      jobs,
      "jobs",
      () => singles(target.url, sqls, clients),
    );
    await measure(
      "one job at a time, cold",
      target,
      100,
      "jobs",
      () => singles(target.url, alone, 1),
    );
    await measure(
      `archive of ${files}, cold`,
      target,
      files,
      "files",
      async () => [await archive(target.url, packed)],
    );
    await measure(
      `archive of ${files}, warm`,
      target,
      files,
      "files",
      async () => [await archive(target.url, packed)],
    );
    const mb = (n: number) => `${Math.round(n / 1024 / 1024)} MB`;
    console.log(`peak RSS: service ${mb(peak.main)}, with its lint processes ${mb(peak.all)}`);
  } finally {
    clearInterval(sampler);
    await target.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

await main();
