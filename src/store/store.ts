/** The store's port over any driver: which plan or statement answers which method. */
import type { Db, Plan, Statement } from "./plan.ts";
import type {
  ExpansionStore,
  JobStore,
  Maintenance,
  QueueDepth,
  Store,
  TaskStore,
  WorkerStore,
} from "./port.ts";
import { anyDue, claimTasks, releaseTasks } from "./queries/claim.ts";
import { cancelJob, deleteJob, retryJob, retryTask } from "./queries/control.ts";
import { createJob, findKey } from "./queries/create.ts";
import * as expand from "./queries/expand.ts";
import { finishTasks } from "./queries/finish.ts";
import * as maintenance from "./queries/maintenance.ts";
import * as reads from "./queries/read.ts";
import { rescueWorker, selectExpansionHolders, selectTaskHolders } from "./queries/rescue.ts";
import { toAttempt, toJob, toTask, toWorker } from "./queries/rows.ts";
import * as workers from "./queries/workers.ts";

/** What a database adapter brings. */
export interface StoreDriver {
  readonly kind: string;
  /** Writes SQL in the database's dialect. */
  readonly db: Db;
  query<Row>(statement: Statement<Row>): Promise<Row[]>;
  /** Several reads of one state. */
  read<T>(plan: () => Plan<T>): Promise<T>;
  /** One transaction, durable when it resolves. */
  write<T>(plan: () => Plan<T>): Promise<T>;
  close(): Promise<void>;
}

/** Parameters one statement may have, with room to spare on every database. */
const CHUNK = 500;

function chunks<T>(list: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < list.length; at += CHUNK) parts.push(list.slice(at, at + CHUNK));
  return parts;
}

export function storeOver(driver: StoreDriver): Store {
  return {
    kind: driver.kind,
    jobs: jobStore(driver),
    expansions: expansionStore(driver),
    tasks: taskStore(driver),
    workers: workerStore(driver),
    maintenance: maintenanceOf(driver),
    close: () => driver.close(),
  };
}

function jobStore({ db, query, read, write }: StoreDriver): JobStore {
  return {
    create: (job, key) => write(() => createJob(db, job, key)),
    findKey: (key) => read(() => findKey(db, key)),
    get: async (job_id) => {
      const [row] = await query(reads.selectJob(db, { job_id }));
      return row === undefined ? null : toJob(row);
    },
    list: async (filter, limit, before) =>
      (await query(reads.selectJobs(db, filter, limit, before))).map(toJob),
    cancel: (job_id, now) => write(() => cancelJob(db, job_id, now)),
    retry: (job_id, now) => write(() => retryJob(db, job_id, now)),
    delete: (job_id) => write(() => deleteJob(db, job_id)),
    expired: async (cutoff, limit) =>
      (await query(reads.selectExpired(db, { cutoff, limit }))).map((r) => r.job_id),
    existing: async (job_ids) => {
      const found: string[] = [];
      for (const ids of chunks(job_ids)) {
        for (const row of await query(reads.selectExisting(db, ids))) found.push(row.job_id);
      }
      return found;
    },
    countActive: async () => (await query(reads.countActive(db, {})))[0]?.n ?? 0,
  };
}

function expansionStore({ db, query, write }: StoreDriver): ExpansionStore {
  return {
    claim: async (worker_id, limit, now) => {
      const due = await query(expand.dueExpansions(db, { now, limit: 1 }));
      if (due.length === 0) return [];
      return await write(() => expand.claimExpansions(db, worker_id, limit, now));
    },
    addTasks: (claim, tasks, now) => write(() => expand.addTasks(db, claim, tasks, now)),
    finish: (claim, skipped, now) => write(() => expand.finishExpansion(db, claim, skipped, now)),
    fail: (claim, error, skipped, retry_at, now) =>
      write(() => expand.failExpansion(db, claim, error, skipped, retry_at, now)),
    release: (claim, now) => write(() => expand.releaseExpansion(db, claim, now)),
  };
}

function taskStore({ db, query, write }: StoreDriver): TaskStore {
  return {
    claim: async (worker_id, limit, per_job, now) => {
      // A look costs no transaction: most looks of an idle worker find nothing.
      if ((await query(anyDue(db, { now }))).length === 0) return [];
      return await write(() => claimTasks(db, worker_id, limit, per_job, now));
    },
    finish: (ends) => write(() => finishTasks(db, ends)),
    release: (claims, now) => write(() => releaseTasks(db, claims, now)),
    get: async (task_id) => {
      const [row] = await query(reads.selectTask(db, { task_id }));
      return row === undefined ? null : toTask(row);
    },
    list: async (job_id, filter, limit, after) =>
      (await query(reads.selectTasks(db, job_id, filter, limit, after))).map(toTask),
    attempts: async (task_ids) => {
      const found = [];
      for (const ids of chunks(task_ids)) found.push(...await query(reads.selectAttempts(db, ids)));
      return found.map(toAttempt);
    },
    expansionAttempts: async (job_id) =>
      (await query(reads.selectExpansionAttempts(db, { job_id }))).map(toAttempt),
    retry: (task_id, now) => write(() => retryTask(db, task_id, now)),
    ruleCounts: (job_id) => query(reads.selectRuleCounts(db, { job_id })),
    held: async (tokens) => {
      const asked = new Set(tokens);
      const held: string[] = [];
      // A token begins with the id of its task.
      for (const ids of chunks(tokens.map((token) => token.slice(0, 36)))) {
        for (const { lease_token } of await query(reads.selectLeases(db, ids))) {
          if (lease_token !== null && asked.has(lease_token)) held.push(lease_token);
        }
      }
      return held;
    },
  };
}

function workerStore({ db, query, write }: StoreDriver): WorkerStore {
  return {
    heartbeat: (worker) => write(() => workers.beat(db, worker)),
    get: async (worker_id) => {
      const [row] = await query(workers.selectWorker(db, { worker_id }));
      return row === undefined ? null : toWorker(row);
    },
    list: async (since) => (await query(workers.selectWorkers(db, { since }))).map(toWorker),
    command: async (worker_id, action, now) => {
      const command_id = crypto.randomUUID();
      await write(function* () {
        yield workers.insertCommand(db, { command_id, worker_id, action, now });
      });
      return command_id;
    },
    getCommand: async (command_id) => {
      const [row] = await query(workers.selectCommand(db, { command_id }));
      return row === undefined ? null : workers.toCommand(row);
    },
    completeCommand: (command_id, result, now) =>
      write(function* () {
        yield workers.endCommand(db, { command_id, result, now });
      }),
    rescue: (worker_id, beat, limit, max_attempts, now) =>
      write(() => rescueWorker(db, worker_id, beat, limit, max_attempts, now)),
    holders: async (after, limit) => {
      const rows = [
        ...await query(selectTaskHolders(db, after, limit)),
        ...await query(selectExpansionHolders(db, after, limit)),
      ];
      const ids = [...new Set(rows.map((r) => r.worker_id))].sort().slice(0, limit);
      const holders = [];
      for (const worker_id of ids) {
        const [row] = await query(workers.selectWorker(db, { worker_id }));
        holders.push({ worker_id, beat: row?.beat ?? null });
      }
      return holders;
    },
    prune: (cutoff) => write(() => workers.pruneWorkers(db, cutoff)),
  };
}

/** Milliseconds for which depths are taken as still true: every submission asks for them. */
const DEPTHS_FRESH = 200;

function maintenanceOf({ db, query, read, write }: StoreDriver): Maintenance {
  let known: { at: number; depths: QueueDepth[] } | null = null;
  return {
    depths: async () => {
      const now = performance.now();
      if (known !== null && now - known.at < DEPTHS_FRESH) return known.depths;
      const depths = await read(() => maintenance.depths(db));
      known = { at: now, depths };
      return depths;
    },
    overdue: (cutoff, limit) => read(() => maintenance.overdue(db, cutoff, limit)),
    pruneKeys: (cutoff) =>
      write(function* () {
        return (yield maintenance.deleteKeys(db, { cutoff })).changes;
      }),
    ping: async () => {
      await query({ sql: "select 1", parameters: [] });
      // A transaction that changes nothing: it still has to get the writer's lock.
      await write(function* () {});
    },
  };
}
