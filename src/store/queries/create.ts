/** A submission's rows, and the idempotency key that guards them. */
import { insertLabels } from "./labels.ts";
import { insertSource } from "./sources.ts";
import { jobEnded } from "./webhook_events.ts";
import type { CreateResult, IdempotencyKey, NewJob, NewTask } from "../port.ts";
import { LintelError } from "../../errors.ts";
import {
  batch,
  type Db,
  first,
  lastly,
  locked,
  type Plan,
  prepared,
  run,
  type Statement,
} from "../plan.ts";

interface JobParams {
  job_id: string;
  submission_type: string;
  file_name: string;
  dialect: string;
  engine: string;
  options: string;
  upload_file: string;
  upload_bytes: number;
  created_at: number;
  status: string;
  finished_at: number | null;
  turn: number | null;
  expand_due_at: number | null;
  tasks: number;
  pending: number;
  failed: number;
  labels: string | null;
  submitted_by: string | null;
  relint_of: string | null;
  baseline: string | null;
}

const insertJob = prepared<JobParams>((db, p) =>
  db.insertInto("jobs").values({
    job_id: p("job_id"),
    status: p("status"),
    submission_type: p("submission_type"),
    file_name: p("file_name"),
    dialect: p("dialect"),
    engine: p("engine"),
    options: p("options"),
    upload_file: p("upload_file"),
    upload_bytes: p("upload_bytes"),
    skipped: "[]",
    created_at: p("created_at"),
    finished_at: p("finished_at"),
    trend_due: p("finished_at"),
    turn: p("turn"),
    waits_since: p("turn"),
    expand_due_at: p("expand_due_at"),
    expand_attempt: 0,
    tasks_total: p("tasks"),
    pending: p("pending"),
    processing: 0,
    succeeded: 0,
    failed: p("failed"),
    cancelled: 0,
    error_count: 0,
    warning_count: 0,
    labels: p("labels"),
    submitted_by: p("submitted_by"),
    relint_of: p("relint_of"),
    baseline: p("baseline"),
  })
);

interface TaskParams {
  task_id: string;
  job_id: string;
  seq: number;
  file_name: string;
  now: number;
  source_file: string | null;
  source_offset: number | null;
  source_length: number | null;
  source_sha256: string | null;
}

/**
 * The columns of every new task, as parameters. What columns have by themselves is left out: each
 * takes the database time to read.
 */
function taskColumns(p: <K extends keyof TaskParams>(name: K) => TaskParams[K]) {
  return {
    task_id: p("task_id"),
    job_id: p("job_id"),
    seq: p("seq"),
    file_name: p("file_name"),
    attempt: 0,
    due_at: p("now"),
    source_file: p("source_file"),
    source_offset: p("source_offset"),
    source_length: p("source_length"),
    source_sha256: p("source_sha256"),
    created_at: p("now"),
  };
}

const insertWaiting = prepared<TaskParams>((db, p) =>
  db.insertInto("tasks").values({ ...taskColumns(p), status: "PENDING" })
);

const insertFailed = prepared<TaskParams & { error_code: string; error_message: string }>((db, p) =>
  db.insertInto("tasks").values({
    ...taskColumns(p),
    status: "FAILURE",
    outcome: "failed",
    error_code: p("error_code"),
    error_message: p("error_message"),
    finished_at: p("now"),
  })
);

/** A task that waits, or one that is born a FAILURE because its file could not be read. */
export function insertTask(
  db: Db,
  job_id: string,
  task: NewTask,
  now: number,
): Statement<unknown> {
  if (task.error === undefined && task.source === null) {
    throw new LintelError("internal", `task ${task.task_id} has neither a source nor an error`);
  }
  const params = {
    task_id: task.task_id,
    job_id,
    seq: task.seq,
    file_name: task.file_name,
    now,
    source_file: task.source?.file ?? null,
    source_offset: task.source?.offset ?? null,
    source_length: task.source?.length ?? null,
    source_sha256: task.source?.sha256 ?? null,
  };
  if (task.error === undefined) return insertWaiting(db, params);
  const { code, message } = task.error;
  return insertFailed(db, { ...params, error_code: code, error_message: message });
}

const selectKey = prepared<
  { scope: string; key: string },
  { job_id: string; body_hash: string }
>((db, p) =>
  db.selectFrom("idempotency_keys").select(["job_id", "body_hash"])
    .where("scope", "=", p("scope")).where("idempotency_key", "=", p("key"))
);

const insertKey = prepared<IdempotencyKey & { job_id: string; now: number }>((db, p) =>
  db.insertInto("idempotency_keys").values({
    scope: p("scope"),
    idempotency_key: p("key"),
    body_hash: p("body_hash"),
    job_id: p("job_id"),
    created_at: p("now"),
  })
);

export function* findKey(
  db: Db,
  key: IdempotencyKey,
): Plan<{ job_id: string; same_body: boolean } | null> {
  const row = yield* first(selectKey(db, key));
  if (row === undefined) return null;
  return { job_id: row.job_id, same_body: row.body_hash === key.body_hash };
}

/** What a new job is made of: its row first, then what belongs to it, kind by kind. */
function rowsOf(
  db: Db,
  job: NewJob,
): { row: Statement<unknown>; others: Statement<unknown>[][] } {
  const single = job.submission_type === "SINGLE_FILE";
  const failed = job.tasks.filter((task) => task.error !== undefined).length;
  const pending = job.tasks.length - failed;
  const over = single && pending === 0;
  const row = insertJob(db, {
    job_id: job.job_id,
    submission_type: job.submission_type,
    file_name: job.file_name,
    dialect: job.dialect,
    engine: job.engine,
    options: JSON.stringify(job.options),
    upload_file: job.upload_file,
    upload_bytes: job.upload_bytes,
    created_at: job.created_at,
    status: over ? "FAILED" : "ACCEPTED",
    finished_at: over ? job.created_at : null,
    turn: single && !over ? job.created_at : null,
    expand_due_at: single ? null : job.created_at,
    tasks: job.tasks.length,
    pending,
    failed,
    labels: job.labels === undefined ? null : JSON.stringify(job.labels),
    submitted_by: job.submitted_by ?? null,
    relint_of: job.relint_of ?? null,
    baseline: job.options.baseline ?? null,
  });
  const { job_id, created_at } = job;
  const tasks = job.tasks.map((task) => insertTask(db, job_id, task, created_at));
  return {
    row,
    others: [
      insertLabels(db, job),
      tasks,
      job.source === undefined ? [] : [insertSource(db, job_id, job.source)],
      over ? [jobEnded(db, job_id, created_at)] : [],
    ],
  };
}

/** Several jobs at once, none of which has a key. Rows of a kind stand together. */
export function* createJobs(db: Db, jobs: readonly NewJob[]): Plan<void> {
  const made = jobs.map((job) => rowsOf(db, job));
  const kinds = made[0]!.others.flatMap((_, kind) => made.flatMap(({ others }) => others[kind]!));
  yield* batch(lastly([...made.map(({ row }) => row), ...kinds]));
}

export function* createJob(db: Db, job: NewJob, key?: IdempotencyKey): Plan<CreateResult> {
  if (key !== undefined) {
    const known = yield* findKey(db, key);
    if (known !== null) return { created: false, ...known };
  }
  const { row, others } = rowsOf(db, job);
  const rows = [row, ...others.flat()];
  yield* batch(key === undefined ? lastly(rows) : rows);
  if (key !== undefined) {
    const insert = insertKey(db, { ...key, job_id: job.job_id, now: job.created_at });
    yield* run({ ...insert, race: true, last: true });
  }
  return { created: true };
}

const selectId = prepared<{ job_id: string }, { job_id: string }>((db, p) =>
  db.selectFrom("jobs").select("job_id").where("job_id", "=", p("job_id"))
);

/**
 * The same submission once more, after it was not heard whether it was committed. The locking read
 * waits for an attempt that is still under way on the database's side, so that its answer stands.
 */
export function* createAgain(db: Db, job: NewJob, key?: IdempotencyKey): Plan<CreateResult> {
  const { job_id } = job;
  if ((yield* first(locked(selectId(db, { job_id }), "wait"))) !== undefined) {
    return { created: true };
  }
  return yield* createJob(db, job, key);
}
