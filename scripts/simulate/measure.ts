/** Measures what the stages cost: the database by itself, then a service on one archive. Linux. */
import { loadSettings } from "../../src/config/load.ts";
import { openStore } from "../../src/modes/stores.ts";
import type { NewTask, Store, TaskEnd } from "../../src/store/port.ts";
import { uuidv7 } from "../../src/workflow/ids.ts";
import { corpus } from "../bench/corpus.ts";
import { startTarget } from "../load/target.ts";
import { zipFiles } from "../service/zip.ts";
import type { Costs } from "./costs.ts";

const SOURCE = { file: "upload", offset: 0, length: 9, sha256: "ab".repeat(32) };
const SHA = "cd".repeat(32);
/** Milliseconds of a clock tick of /proc. */
const TICK = 10;
/** Files for each worker after which its processes are as fast as they become. */
const WARM_UP = 1500;
/** Lines of each file. */
const LINES = 44;

/** Milliseconds of CPU that a process has used, in ticks of 10. */
async function cpuOf(pid: number): Promise<number> {
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}

/** The same of the processes that it started. */
async function cpuOfChildren(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("ps", {
    args: ["-o", "pid=", "--ppid", String(pid)],
  }).output();
  const pids = new TextDecoder().decode(stdout).trim().split(/\s+/).filter(Boolean).map(Number);
  return (await Promise.all(pids.map(cpuOf))).reduce((sum, ms) => sum + ms, 0);
}

/** A job of so many tasks that wait; its id. */
async function archiveIn(store: Store, tasks: number): Promise<string> {
  const job_id = uuidv7();
  await store.jobs.create({
    job_id,
    submission_type: "ZIP_ARCHIVE",
    file_name: "costs.zip",
    dialect: "ansi",
    engine: "native",
    options: { dialect: "ansi" },
    upload_file: "upload",
    upload_bytes: 9,
    created_at: Date.now(),
    tasks: [],
  });
  const [claim] = await store.expansions.claim("costs@host", 1, Date.now());
  for (let at = 0; at < tasks; at += 500) {
    const size = Math.min(500, tasks - at);
    const chunk = Array.from({ length: size }, (_, i): NewTask => {
      return { task_id: uuidv7(), seq: at + i, file_name: `file-${at + i}.sql`, source: SOURCE };
    });
    await store.expansions.addTasks(claim!, chunk, Date.now());
  }
  await store.expansions.finish(claim!, [], Date.now());
  return job_id;
}

type DatabaseCosts = Omit<
  Costs,
  "intakeFile" | "expandFile" | "runFile" | "lintFile" | "crowding" | "otherFile" | "flush"
>;

/** Milliseconds of CPU, of the database's server and of the process that asks it. */
interface Used {
  server: number;
  asking: number;
}

const BEATS = 1000;

/** What the database's process takes for the moves of tasks, in batches of one and of many. */
export async function databaseCosts(url: string, pid: number): Promise<DatabaseCosts> {
  const environment = (name: string) => name === "DATABASE_URL" ? url : undefined;
  const store = await openStore(loadSettings(environment).settings);
  const timed = async (work: () => Promise<void>): Promise<Used> => {
    const [server, asking] = [await cpuOf(pid), await cpuOf(Deno.pid)];
    await work();
    return { server: await cpuOf(pid) - server, asking: await cpuOf(Deno.pid) - asking };
  };
  /** Milliseconds of `rounds` claims of `size` tasks, and of as many ends. */
  const moves = async (size: number, rounds: number): Promise<[Used, Used]> => {
    await archiveIn(store, size * rounds);
    const claims: Awaited<ReturnType<Store["tasks"]["claim"]>>[] = [];
    const claimed = await timed(async () => {
      for (let i = 0; i < rounds; i++) {
        claims.push(await store.tasks.claim("costs@host", size, size, Date.now()));
      }
    });
    const ended = await timed(async () => {
      for (const batch of claims) {
        await store.tasks.finish(batch.map((claim): TaskEnd => ({
          claim,
          finished_at: Date.now(),
          status: "SUCCESS",
          outcome: "findings",
          result: { file: "results.pack", offset: 0, length: 7, sha256: SHA },
          error_count: 2,
          warning_count: 0,
          statements_total: 1,
          source_lines: 1,
          statements_parsed: 1,
          duration_ms: 1,
          rule_counts: [
            { code: "LT01", severity: "error", count: 2 },
            { code: "CP01", severity: "error", count: 1 },
            { code: "RF04", severity: "error", count: 1 },
          ],
        })));
      }
    });
    const each = ({ server, asking }: Used): Used => {
      return { server: server / rounds, asking: asking / rounds };
    };
    return [each(claimed), each(ended)];
  };
  await moves(32, 20);
  const large: string[] = [];
  const inserted = await timed(async () => {
    large.push(await archiveIn(store, 20_000));
  });
  // Nobody may claim its tasks: their files are not there.
  for (const job_id of large) await store.jobs.cancel(job_id, Date.now());
  const beats = await timed(async () => {
    for (let beat = 0; beat < BEATS; beat++) {
      await store.workers.heartbeat({
        worker_id: "costs@host",
        host: "host",
        pid: 1,
        status: "online",
        concurrency: 2,
        started_at: 1,
        heartbeat_at: Date.now(),
        beat,
        info: {},
      });
      await store.workers.leases("costs@host", 1000);
    }
  });
  const [claimOne, endOne] = await moves(1, 1500);
  const [claimMany, endMany] = await moves(64, 150);
  await store.close();
  const of = (one: Used, many: Used, who: keyof Used) => {
    const file = Math.max(0, (many[who] - one[who]) / 63);
    return { each: Math.max(0, one[who] - file), file };
  };
  const [claim, end] = [of(claimOne, claimMany, "server"), of(endOne, endMany, "server")];
  const [askClaim, askEnd] = [of(claimOne, claimMany, "asking"), of(endOne, endMany, "asking")];
  return {
    insertFile: inserted.server / 20_000,
    claim: claim.each,
    claimFile: claim.file,
    end: end.each,
    endFile: end.file,
    askClaim: askClaim.each,
    askClaimFile: askClaim.file,
    askEnd: askEnd.each,
    askEndFile: askEnd.file,
    heartbeat: beats.server / BEATS,
  };
}

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
