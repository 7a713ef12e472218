/**
 * One of several processes that do everything at once to few jobs: `race_process.ts URL WORKER
 * SECONDS`. Claims, finishes, releases, rescues others, cancels and retries, as a seeded random
 * sequence has it; prints how often each was done, as one JSON line.
 */
import type { TaskClaim, TaskEnd } from "../../src/store/port.ts";
import {
  again,
  archiveJob,
  failure,
  findings,
  newTask,
  RACE_JOBS,
  singleJob,
  workerRow,
} from "./kit.ts";
import { openByUrl } from "./open.ts";

const [url, worker_id, seconds] = Deno.args;
if (url === undefined || worker_id === undefined || seconds === undefined) {
  throw new Error("usage: race_process.ts URL WORKER SECONDS");
}

const store = await openByUrl(url);
let seed = [...worker_id].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) >>> 0;

/** A whole number below `n`. */
function random(n: number): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor(seed / 2 ** 32 * n);
}

function pick<T>(list: readonly T[]): T | undefined {
  return list[random(list.length)];
}

function endOf(claim: TaskClaim): TaskEnd {
  const now = Date.now();
  const kind = random(10);
  const end = kind < 6 ? findings(claim) : kind < 8 ? failure(claim) : again(claim, now);
  return { ...end, finished_at: now };
}

const done: Record<string, number> = {};
let jobs: string[] = [];
const held: TaskClaim[] = [];
let beat = 0;

const ACTIONS: Readonly<Record<string, () => Promise<unknown>>> = {
  async claim() {
    held.push(...await store.tasks.claim(worker_id, 1 + random(8), 1 + random(4), Date.now()));
  },
  async finish() {
    const ends = held.splice(0, 1 + random(8)).map(endOf);
    // A batch is written in any order, and now and then twice.
    if (random(4) === 0) ends.reverse();
    await store.tasks.finish(ends);
    if (random(8) === 0) await store.tasks.finish(ends);
  },
  release: () => store.tasks.release(held.splice(0, random(4)), Date.now()),
  async rescue() {
    const holder = pick(await store.workers.holders("", 10));
    if (holder === undefined) return;
    await store.workers.rescue(holder.worker_id, holder.beat ?? -1, 6, 3, Date.now());
  },
  heartbeat: () => store.workers.heartbeat(workerRow(worker_id, ++beat, Date.now())),
  async leases() {
    const tokens = await store.workers.leases(worker_id, 10);
    const known = new Set(held.map((claim) => claim.lease_token));
    const unknown = tokens.filter((token) => !known.has(token));
    await store.workers.releaseLeases(worker_id, unknown, Date.now());
  },
  async cancel() {
    const job_id = pick(jobs);
    if (job_id !== undefined && random(20) === 0) await store.jobs.cancel(job_id, Date.now());
  },
  async create() {
    if (await store.jobs.countActive() < RACE_JOBS) {
      const tasks = Array.from({ length: 12 }, (_, seq) => newTask(seq));
      await store.jobs.create(singleJob({ created_at: Date.now(), tasks }));
      if (random(4) === 0) await store.jobs.create(archiveJob({ created_at: Date.now() }));
    }
    jobs = (await store.jobs.list({}, RACE_JOBS)).map((job) => job.job_id);
  },
  async retryJob() {
    const job_id = pick(jobs);
    if (job_id !== undefined) await store.jobs.retry(job_id, Date.now());
  },
  async retryTask() {
    const job_id = pick(jobs);
    if (job_id === undefined) return;
    const task = pick(await store.tasks.list(job_id, { status: "FAILURE" }, 10));
    if (task !== undefined) await store.tasks.retry(task.task_id, Date.now());
  },
  async expand() {
    const [claim] = await store.expansions.claim(worker_id, 1, Date.now());
    if (claim === undefined) return;
    const tasks = [newTask(0), newTask(1), newTask(2)];
    if (!await store.expansions.addTasks(claim, tasks, Date.now())) return;
    const error = { code: "internal", message: "" };
    if (random(3) === 0) await store.expansions.fail(claim, error, [], Date.now(), Date.now());
    else if (random(2) === 0) await store.expansions.release(claim, Date.now());
    else await store.expansions.finish(claim, [], Date.now());
  },
};

/** What is done most is what workers do. */
const NAMES = Object.keys(ACTIONS).flatMap((name) =>
  Array.from({ length: name === "claim" || name === "finish" ? 4 : 1 }, () => name)
);

/** Each is done so often by each process at least, if that takes no more than these ms longer. */
const LEAST = 5;
const LONGER = 120_000;

async function race(until: number): Promise<void> {
  const few = () => Object.keys(ACTIONS).some((name) => (done[name] ?? 0) < LEAST);
  while (performance.now() < until || (few() && performance.now() < until + LONGER)) {
    const name = pick(NAMES)!;
    await ACTIONS[name]!();
    done[name] = (done[name] ?? 0) + 1;
  }
}

// Several at once in each process, as the loops of a worker are.
const end = performance.now() + Number(seconds) * 1000;
await Promise.all([race(end), race(end), race(end)]);
await store.close();
console.log(JSON.stringify(done));
