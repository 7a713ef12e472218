/**
 * Predicts how fast archives go through web, workers, and a database, from what one machine's
 * stages cost; with --measure, from costs that it measures first and compares with real runs.
 */
import { fileURLToPath } from "node:url";
import { readTask, refuseArguments } from "../task_arguments.ts";
import { Costs } from "./costs.ts";
import { databaseCosts } from "./database_costs.ts";
import { flushTime, realRun, type Run } from "./measure.ts";
import { type Cluster, simulate, type Work } from "./model.ts";

const COSTS = fileURLToPath(new URL("./costs.json", import.meta.url));
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

const TASK = {
  name: "simulate",
  does:
    `Predicts how fast archives go through web processes, 1 to 1,000 workers and a database, from
what the stages cost on one machine. With --measure it measures those costs here and compares real
runs of 1, 2 and 4 workers with what it predicts for them; that takes a database that it may fill
(DATABASE_URL) and a queue (QUEUE_URL).`,
  options: {
    measure: { help: "measure the costs here, and write them to --costs" },
    "server-pid": { number: "PID", least: 1, help: "with --measure: the database's server" },
    rounds: { number: "N", default: 3, least: 1, help: "with --measure: how often" },
    costs: { value: "FILE", help: "where the costs are; default: costs.json beside the script" },
    files: {
      number: "N",
      least: 1,
      help: "files of an archive; default: 1000, 3000 with --measure",
    },
    webs: { number: "N", default: 2, least: 1, help: "web processes" },
    "database-cores": { number: "N", default: 8, least: 1, help: "of the database's host" },
    "round-trip": { number: "MS", default: 0.3, help: "of the network" },
    flush: { number: "MS", default: 1, help: "of the database's disk" },
  },
} as const;

async function main(): Promise<void> {
  const { values } = readTask(TASK);
  const { costs: path = COSTS } = values;
  if (values.measure) {
    const pid = values["server-pid"];
    if (pid === undefined) refuseArguments(TASK.name, "--measure takes --server-pid");
    const costs = await measure(pid, values.files ?? 3000, values.rounds);
    await Deno.writeTextFile(path, JSON.stringify(costs, null, 2) + "\n");
    return;
  }
  const costs = Costs.parse(JSON.parse(await Deno.readTextFile(path)));
  predict(costs, {
    webs: values.webs,
    processes: PROCESSES,
    cores: PROCESSES,
    databaseCores: values["database-cores"],
    oneHost: false,
    roundTrip: values["round-trip"],
    flush: values.flush,
  }, values.files ?? 1000);
}

await main();
