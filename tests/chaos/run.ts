/**
 * The long run: a service of several processes on MariaDB and Redis lints while its processes are
 * killed one after the other, and the database and the queue once each. Afterwards nothing may be
 * lost, doubled or left over, which a program of its own judges.
 */
import { fileURLToPath } from "node:url";
import { loadSettings } from "../../src/config/load.ts";
import { openServices } from "../../src/modes/services.ts";
import { clean } from "../../src/workflow/clean.ts";
import { patience } from "../support/patience.ts";
import { sleep } from "../support/wait.ts";
import { Cluster, type ClusterSize, type MemorySample } from "./cluster.ts";
import { Random } from "./random.ts";
import { type Promised, Submitter } from "./submitter.ts";

export interface ChaosOptions extends ClusterSize {
  tasks: number;
  archive: number;
  clients: number;
  seed: number;
  /** Milliseconds between two kills, counted from when all processes have started. */
  every: number;
  print: (line: string) => void;
}

export interface ChaosReport {
  seconds: number;
  kills: number;
  repeated: number;
  /** What the checker counted, and its faults. */
  counts: Record<string, number>;
  faults: string[];
  /** Median resident memory of a process in the last third of the run, by that of the second. */
  growth: number;
  exits: number[];
}

/** Milliseconds that processes which start are waited for before another one is killed. */
const STARTING = patience(3000);

/** Milliseconds without a task ending, after which the run is given up. */
const STANDSTILL = patience(30_000);

export async function chaos(options: ChaosOptions): Promise<ChaosReport> {
  const { print } = options;
  const random = new Random(options.seed);
  await using cluster = await Cluster.start(options);
  const began = performance.now();
  const submitter = new Submitter({
    ...options,
    webs: () => cluster.webs(),
    random: new Random(options.seed + 1),
  });
  const killing = new AbortController();
  let kills = 0;
  const killer = killProcesses(cluster, random, options.every, killing.signal, (what) => {
    kills++;
    print(`${elapsed(began)} kill -9 of ${what}`);
  });
  try {
    const submitting = submitter.run().then(() => {
      print(`${elapsed(began)} all ${options.tasks} tasks are promised`);
    });
    // Whoever asks the database how far the work is must not be the one that finds it killed.
    await Promise.all([submitting, breakServers(cluster, options.tasks, began, print)]);
    await allEnded(
      cluster,
      options.tasks,
      (done) => print(`${elapsed(began)} ${done} tasks ended`),
    );
  } finally {
    killing.abort();
    await killer;
  }
  const seconds = (performance.now() - began) / 1000;
  const exits = await cluster.drain();
  await cleanLater(cluster);
  const { counts, faults } = await check(cluster, submitter.promised);
  return {
    seconds,
    kills,
    repeated: submitter.repeated,
    counts,
    faults,
    growth: growth(cluster.memory),
    exits,
  };
}

/** What the cleaner does two days later: files that a killed process left are a day old then. */
async function cleanLater(cluster: Cluster): Promise<void> {
  const environment = cluster.fleet.env as Record<string, string | undefined>;
  const { settings } = loadSettings((name) => environment[name]);
  const opened = await openServices(settings);
  try {
    const services = { ...opened.services, now: () => Date.now() + 2 * 86_400_000 };
    await clean(services, 0);
  } finally {
    await opened.close();
  }
}

function elapsed(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s`;
}

/**
 * Kills until it is stopped. Where a start takes longer than the time between two kills, as on a
 * busy machine, no process would ever come to work: so those that are starting are waited for.
 */
async function killProcesses(
  cluster: Cluster,
  random: Random,
  every: number,
  stop: AbortSignal,
  told: (what: string) => void,
): Promise<void> {
  const stopped = new Promise((resolve) => stop.addEventListener("abort", resolve, { once: true }));
  const pause = async (): Promise<void> => {
    // Without the database none starts: its outage is no reason to kill nobody for long.
    const end = performance.now() + STARTING;
    while (!stop.aborted && performance.now() < end && !await cluster.allAnswer()) await sleep(100);
    await Promise.race([sleep(every), stopped]);
  };
  while (!stop.aborted) {
    await pause();
    if (stop.aborted) return;
    told(await cluster.replace(random.below(cluster.size)));
  }
}

async function endedTasks(cluster: Cluster): Promise<number> {
  const [row] = await cluster.database.query(
    "select count(*) as n from tasks where status in ('SUCCESS', 'FAILURE', 'CANCELLED')",
    cluster.name,
  );
  return Number(row!.n);
}

/** MariaDB is killed after a third of the tasks, Redis after two thirds. */
async function breakServers(
  cluster: Cluster,
  tasks: number,
  began: number,
  print: (line: string) => void,
): Promise<void> {
  await reached(cluster, tasks / 3);
  print(`${elapsed(began)} kill -9 of MariaDB, away for 3 s`);
  await cluster.restartDatabase(3000);
  await reached(cluster, 2 * tasks / 3);
  print(`${elapsed(began)} kill -9 of Redis, away for 3 s, back empty`);
  await cluster.restartRedis(3000);
}

/** How many tasks have ended, at each call; throws where for too long none has. */
function watchEnds(cluster: Cluster, tasks: number): () => Promise<number> {
  let before = -1;
  let movedAt = performance.now();
  return async () => {
    const done = await endedTasks(cluster);
    if (done !== before) movedAt = performance.now();
    before = done;
    if (performance.now() - movedAt > STANDSTILL) {
      throw new Error(`it stands still at ${done} of ${tasks} tasks\n${cluster.errors()}`);
    }
    return done;
  };
}

async function reached(cluster: Cluster, tasks: number): Promise<void> {
  const ended = watchEnds(cluster, tasks);
  while (await ended() < tasks) await sleep(250);
}

async function allEnded(
  cluster: Cluster,
  tasks: number,
  told: (done: number) => void,
): Promise<void> {
  const ended = watchEnds(cluster, tasks);
  let toldAt = performance.now();
  for (;;) {
    const done = await ended();
    const [open] = await cluster.database.query(
      "select count(*) as n from jobs where status in ('ACCEPTED', 'PROCESSING')",
      cluster.name,
    );
    if (done >= tasks && Number(open!.n) === 0) return told(done);
    if (performance.now() - toldAt > 10_000) {
      told(done);
      toldAt = performance.now();
    }
    await sleep(500);
  }
}

async function check(
  cluster: Cluster,
  promised: readonly Promised[],
): Promise<Pick<ChaosReport, "counts" | "faults">> {
  const manifest = `${cluster.fleet.root}/promised.json`;
  await Deno.writeTextFile(manifest, JSON.stringify(promised));
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--allow-net=127.0.0.1",
      `--allow-read=${cluster.fleet.root}`,
      // The driver reads a few names, all of which may be missing.
      "--allow-env",
      fileURLToPath(new URL("./checker.ts", import.meta.url)),
      cluster.database.url(cluster.name),
      cluster.name,
      `${cluster.fleet.root}/files`,
      manifest,
    ],
  }).output();
  const [counts, ...faults] = new TextDecoder().decode(stdout).trim().split("\n");
  if (counts === undefined || !counts.startsWith("{")) {
    throw new Error(`the checker failed: ${new TextDecoder().decode(stderr)}`);
  }
  return { counts: JSON.parse(counts), faults: faults.filter((line) => line !== "") };
}

function median(samples: readonly MemorySample[]): number {
  const sorted = samples.map(({ bytes }) => bytes).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function growth(memory: readonly MemorySample[]): number {
  const third = Math.floor(memory.length / 3);
  return median(memory.slice(2 * third)) / median(memory.slice(third, 2 * third));
}
