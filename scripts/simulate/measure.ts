/** Measures what the stages of a service cost on one archive, and the disk. */
import { corpus } from "../bench/corpus.ts";
import { startTarget } from "../load/target.ts";
import { zipFiles } from "../service/zip.ts";
import { cpuOf, cpuOfChildren, TICK } from "./cpu.ts";

/** Files for each worker after which its processes are as fast as they become. */
const WARM_UP = 1500;
/** Lines of each file. */
const LINES = 44;

/** Milliseconds until a small file is durable in this folder: the median of 100. */
export async function flushTime(folder: string): Promise<number> {
  using file = await Deno.open(`${folder}/flush`, { write: true, create: true });
  const times: number[] = [];
  for (let i = 0; i < 100; i++) {
    await file.write(new Uint8Array(4096));
    const began = performance.now();
    await file.syncData();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[50]!;
}

export interface Run {
  seconds: number;
  /** Milliseconds of CPU a file. */
  web: number;
  expand: number;
  run: number;
  lint: number;
  database: number;
}

/** Runs one archive, whose texts nobody has linted, through web and so many workers. */
export async function realRun(
  workers: number,
  files: number,
  seed: number,
  serverPid: number,
  env: Record<string, string>,
): Promise<Run> {
  const folder = await Deno.makeTempDir({ prefix: "lintel-simulate-" });
  const target = await startTarget({ mode: "apart", workers, folder, env });
  try {
    const { client, pids: [web, ...worker] } = target;
    const zipOf = (from: number, count: number) =>
      zipFiles(corpus(from, count, LINES).map((sql, i) => [`q${i}.sql`, sql] as const));
    // Lint processes are started and warmed first.
    await client.submitZip(await zipOf(seed + 500_000, WARM_UP * workers));
    const zip = await zipOf(seed, files);
    const look = async () => ({
      web: await cpuOf(web!),
      main: (await Promise.all(worker.map(cpuOf))).reduce((a, b) => a + b),
      lint: (await Promise.all(worker.map(cpuOfChildren))).reduce((a, b) => a + b),
      database: await cpuOf(serverPid),
    });
    const before = await look();
    const began = performance.now();
    let expanded: Awaited<ReturnType<typeof look>> | null = null;
    let seconds: number | null = null;
    const ended = client.submitZip<{ job_status: string }>(zip).then((job) => {
      seconds = (performance.now() - began) / 1000;
      if (job.job_status !== "COMPLETED") throw new Error(`the archive is ${job.job_status}`);
    });
    while (seconds === null && expanded === null) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (await cpuGrew(worker, before.lint)) expanded = await look();
    }
    await ended;
    const after = await look();
    const expand = (expanded ?? after).main - before.main;
    return {
      seconds: seconds!,
      web: (after.web - before.web) / files,
      expand: expand / files,
      run: (after.main - before.main - expand) / files,
      lint: (after.lint - before.lint) / files,
      database: (after.database - before.database) / files,
    };
  } finally {
    await target.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

/** Whether lint processes have begun to work: then the archive is expanded. */
async function cpuGrew(workers: readonly number[], before: number): Promise<boolean> {
  const now = (await Promise.all(workers.map(cpuOfChildren))).reduce((a, b) => a + b);
  return now > before + 2 * TICK;
}
