/**
 * Predicts how fast archives go through web, workers, and a database, from what one machine's
 * stages cost.
 *   deno task simulate [--costs FILE] [--files 1000] [--webs 2] [--database-cores 8]
 *                      [--round-trip MS] [--flush MS]
 * With --measure it first measures the costs on this machine and writes them to the file, and
 * compares real runs of 1, 2 and 4 workers with what it predicts for them. That takes a database
 * that it may fill (DATABASE_URL), a queue (QUEUE_URL) and the process id of the database's server:
 *   deno task simulate --measure --server-pid PID [--files 3000] [--rounds 3]
 */
import { parseArgs } from "node:util";
import { Costs } from "./costs.ts";
import { databaseCosts, flushTime, realRun, type Run } from "./measure.ts";
import { type Cluster, simulate, type Work } from "./model.ts";

const COSTS = new URL("./costs.json", import.meta.url).pathname;
const WORKERS = [1, 2, 4];
const LARGE = [1, 2, 5, 10, 100, 1000];

/** Lint processes of a worker and cores of its host, as the service has them by default. */
const PROCESSES = 2;

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function oneHost(workers: number, flush: number): Cluster {
  return {
    webs: 1,
    workers,
    processes: PROCESSES,
    cores: navigator.hardwareConcurrency,
    databaseCores: navigator.hardwareConcurrency,
    oneHost: true,
    roundTrip: 0.1,
    flush,
  };
}

/** Real runs and, from the costs that the first of them shows, what the simulation says. */
async function measure(pid: number, files: number, rounds: number): Promise<Costs> {
  const env = Object.fromEntries(
    ["DATABASE_URL", "QUEUE_URL"].map((name) => [name, Deno.env.get(name) ?? ""]),
  );
  const { DATABASE_URL } = env as { DATABASE_URL: string };
  if (!DATABASE_URL.startsWith("mysql")) throw new Error("--measure takes a MySQL in DATABASE_URL");
  const flush = await flushTime(Deno.env.get("TMPDIR") ?? "/tmp");
  const database = await databaseCosts(DATABASE_URL, pid);
  const runs = new Map<number, Run[]>(WORKERS.map((workers) => [workers, []]));
  for (let round = 0; round < rounds; round++) {
    for (const workers of WORKERS) {
      const seed = 10_000 * (1 + round * WORKERS.length + WORKERS.indexOf(workers));
      const run = await realRun(workers, files, seed, pid, env);
      console.error(`${workers} workers, round ${round + 1}: ${JSON.stringify(run)}`);
      runs.get(workers)!.push(run);
    }
  }
  // Whatever else the machine does only slows a run down: the fastest tells what the service takes.
  const fastest = (workers: number) =>
    runs.get(workers)!.toSorted((a, b) => a.seconds - b.seconds)[0]!;
  const of = (key: keyof Run, workers = 1) => fastest(workers)[key];
  const most = WORKERS.at(-1)!;
  const crowd = 1 - navigator.hardwareConcurrency / (most * PROCESSES);
  const costs: Costs = {
    ...database,
    intakeFile: of("web"),
    expandFile: of("expand"),
    runFile: of("run"),
    lintFile: of("lint"),
    crowding: Math.max(0, of("lint", most) / of("lint") - 1) / crowd,
    otherFile: 0,
    flush,
  };
  // What running a file was seen to cost includes asking the database, which depends on batches;
  // and the database was seen to do more than claims and ends.
  const seen = { main: costs.runFile, database: of("database") };
  for (let pass = 0; pass < 3; pass++) {
    const { mainFile, databaseFile } = simulate(costs, oneHost(1, flush), { archives: 1, files });
    costs.runFile = Math.max(0, costs.runFile + seen.main - mainFile);
    costs.otherFile = Math.max(0, costs.otherFile + seen.database - databaseFile);
  }
  console.log("| workers | files/s, measured | predicted | difference |");
  console.log("| ------- | ----------------- | --------- | ---------- |");
  for (const workers of WORKERS) {
    const measured = files / fastest(workers).seconds;
    const cluster = oneHost(workers, flush);
    const { filesPerSecond } = simulate(costs, cluster, { archives: 1, files });
    const off = percent(filesPerSecond / measured - 1);
    console.log(
      `| ${workers} | ${measured.toFixed(0)} | ${filesPerSecond.toFixed(0)} | ${off} |`,
    );
  }
  return costs;
}

/** What is busiest at each size, on hosts of their own. */
function predict(costs: Costs, base: Omit<Cluster, "workers">, files: number): void {
  console.log("| workers | files/s | busiest | second |");
  console.log("| ------- | ------- | ------- | ------ |");
  for (const workers of LARGE) {
    // Enough archives that no worker waits for the row of one job.
    const work: Work = { archives: 4 * workers, files };
    const { filesPerSecond, use } = simulate(costs, { ...base, workers }, work);
    const order = Object.entries(use).toSorted((a, b) => b[1] - a[1]);
    const [first, second] = order.map(([name, share]) => `${name} ${percent(share)}`);
    console.log(`| ${workers} | ${filesPerSecond.toFixed(0)} | ${first} | ${second} |`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      measure: { type: "boolean", default: false },
      "server-pid": { type: "string" },
      costs: { type: "string", default: COSTS },
      files: { type: "string" },
      rounds: { type: "string", default: "3" },
      "round-trip": { type: "string", default: "0.3" },
      flush: { type: "string", default: "1" },
      webs: { type: "string", default: "2" },
      "database-cores": { type: "string", default: "8" },
    },
  });
  if (values.measure) {
    if (values["server-pid"] === undefined) throw new Error("--measure takes --server-pid");
    const files = Number(values.files ?? 3000);
    const costs = await measure(Number(values["server-pid"]), files, Number(values.rounds));
    await Deno.writeTextFile(values.costs, JSON.stringify(costs, null, 2) + "\n");
    return;
  }
  const costs = Costs.parse(JSON.parse(await Deno.readTextFile(values.costs)));
  predict(costs, {
    webs: Number(values.webs),
    processes: PROCESSES,
    cores: PROCESSES,
    databaseCores: Number(values["database-cores"]),
    oneHost: false,
    roundTrip: Number(values["round-trip"]),
    flush: Number(values.flush),
  }, Number(values.files ?? 1000));
}

await main();
