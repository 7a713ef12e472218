/** What the cases of the store suite are made of. */
import type {
  ExpansionClaim,
  NewJob,
  NewTask,
  Store,
  TaskClaim,
  TaskEnd,
} from "../../src/store/port.ts";
import { IN_STORE } from "../../src/jobs/job.ts";
import { uuidv7 } from "../../src/workflow/ids.ts";

/** What an adapter can do; cases are left out by this table only. */
export interface StoreCapabilities {
  /** Several processes may open the same database. */
  processes: boolean;
}

/** How the suite gets at one adapter. */
export interface StoreHarness {
  name: string;
  capabilities: StoreCapabilities;
  /** The database is not installed here. */
  ignore?: boolean;
  /** A new, empty database. */
  place(): Promise<string>;
  open(place: string): Promise<Store>;
  /** Runs `claim_process.ts` on the place; resolves with the ids it claimed, in its order. */
  spawnClaimer(place: string, worker_id: string): Promise<string[]>;
}

export interface Case {
  name: string;
  needs?: (can: StoreCapabilities) => boolean;
  run(store: Store, context: { harness: StoreHarness; place: string }): Promise<void>;
}

/** The time at which everything in the suite begins. */
export const T0 = 1_790_000_000_000;
/** Jobs that the processes of the race share. */
export const RACE_JOBS = 6;
export const WORKER = "worker-a@host";

export const SOURCE = { file: "upload", offset: 0, length: 9, sha256: "ab".repeat(32) };
export const RESULT = { file: "results-1.pack", offset: 40, length: 7, sha256: "cd".repeat(32) };

export function newTask(seq: number, change: Partial<NewTask> = {}): NewTask {
  const file_name = `dir/file-${String(seq).padStart(3, "0")}.sql`;
  return { task_id: uuidv7(T0), seq, file_name, source: SOURCE, ...change };
}

export function singleJob(change: Partial<NewJob> = {}): NewJob {
  const created_at = change.created_at ?? T0;
  return {
    job_id: uuidv7(created_at),
    submission_type: "SINGLE_FILE",
    file_name: "query.sql",
    dialect: "ansi",
    engine: "native",
    options: { dialect: "ansi" } as NewJob["options"],
    upload_file: "upload",
    upload_bytes: 9,
    created_at,
    tasks: [newTask(0)],
    ...change,
  };
}

/** A single file whose source the store itself holds. */
export function heldJob(bytes: Uint8Array, change: Partial<NewJob> = {}): NewJob {
  const source = { file: IN_STORE, offset: 0, length: bytes.length, sha256: "ab".repeat(32) };
  const tasks = [newTask(0, { source })];
  return singleJob({ tasks, source: bytes, upload_file: IN_STORE, ...change });
}

export function archiveJob(change: Partial<NewJob> = {}): NewJob {
  return singleJob({ submission_type: "ZIP_ARCHIVE", file_name: "a.zip", tasks: [], ...change });
}

export async function createSingle(store: Store, change: Partial<NewJob> = {}): Promise<NewJob> {
  const job = singleJob(change);
  await store.jobs.create(job);
  return job;
}

/** An archive that was expanded into `files` tasks which wait for linting. */
export async function createExpanded(
  store: Store,
  files: number,
  change: Partial<NewJob> = {},
): Promise<NewJob> {
  const job = archiveJob(change);
  await store.jobs.create(job);
  const now = job.created_at;
  const claim = await claimExpansion(store, job.job_id, now);
  await store.expansions.addTasks(claim, Array.from({ length: files }, (_, i) => newTask(i)), now);
  await store.expansions.finish(claim, [], now);
  return job;
}

/** Claims the expansion of this job; the store must have no other that is due. */
export async function claimExpansion(
  store: Store,
  job_id: string,
  now: number = T0 + 1,
): Promise<ExpansionClaim> {
  const claims = await store.expansions.claim(WORKER, 10, now);
  const claim = claims.find((c) => c.job.job_id === job_id);
  if (claim === undefined) throw new Error(`the expansion of ${job_id} was not due`);
  return claim;
}

/** Claims one task. */
export async function claimOne(
  store: Store,
  now: number = T0 + 10,
  worker_id: string = WORKER,
): Promise<TaskClaim> {
  const [claim] = await store.tasks.claim(worker_id, 1, 1, now);
  if (claim === undefined) throw new Error("no task was due");
  return claim;
}

export function success(
  claim: TaskClaim,
  change: Partial<Extract<TaskEnd, { status: "SUCCESS" }>> = {},
): TaskEnd {
  return {
    claim,
    finished_at: T0 + 100,
    status: "SUCCESS",
    outcome: "clean",
    result: RESULT,
    error_count: 0,
    warning_count: 0,
    statements_total: 2,
    statements_parsed: 2,
    duration_ms: 1.5,
    source_lines: 10,
    rule_counts: [],
    ...change,
  };
}

/** An end of a file in which one rule found two things. */
export function findings(claim: TaskClaim): TaskEnd {
  const rule_counts = [{ code: "LT01", severity: "error" as const, count: 2 }];
  return success(claim, { outcome: "findings", error_count: 2, rule_counts });
}

export function failure(claim: TaskClaim, dead_letter = false): TaskEnd {
  return {
    claim,
    finished_at: T0 + 100,
    status: "FAILURE",
    outcome: "failed",
    error: { code: "engine_failed", message: "it broke" },
    dead_letter,
  };
}

export function again(claim: TaskClaim, due_at: number): TaskEnd {
  return {
    claim,
    finished_at: T0 + 100,
    status: "PENDING",
    error: { code: "engine_crashed", message: "it crashed" },
    due_at,
  };
}

export function workerRow(worker_id: string, beat: number, heartbeat_at: number = T0) {
  return {
    worker_id,
    host: "host",
    pid: 42,
    status: "online" as const,
    concurrency: 2,
    started_at: T0,
    heartbeat_at,
    beat,
    info: { tasks: beat },
  };
}
