/** Archives on their way to tasks: claim, add, finish, fail, give back. */
import type { Selectable } from "kysely";
import type { ArchiveReading, JobError, SkippedEntry } from "../../jobs/job.ts";
import type { ExpansionClaim, NewTask } from "../port.ts";
import type { JobsTable } from "../schema.ts";
import {
  all,
  batch,
  type Db,
  first,
  locked,
  type Plan,
  prepared,
  preparedList,
  run,
  type Statement,
} from "../plan.ts";
import { recordAttempt } from "./attempts.ts";
import { leaseToken } from "./claim.ts";
import { insertTask } from "./create.ts";
import { endJobs } from "./ending.ts";
import { notPaused } from "./queues.ts";
import { toJob } from "./rows.ts";
import { jobEnded } from "./webhook_events.ts";

export const anyArchiveDue = prepared<{ now: number }, { job_id: string }>((db, p) =>
  db.selectFrom("jobs").select("job_id").where("expand_due_at", "<=", p("now"))
    .where((eb) => notPaused(eb, "zip_processing")).orderBy("expand_due_at").limit(1)
);

const dueArchives = prepared<{ now: number; limit: number }, { job_id: string }>(
  (db, p) =>
    db.selectFrom("jobs").select("job_id").where("expand_due_at", "<=", p("now"))
      .where((eb) => notPaused(eb, "zip_processing")).orderBy("expand_due_at").limit(p("limit")),
);

/** Of these archives those that wait to be expanded: one may not any more, once it is locked. */
const waitingArchives = preparedList<Record<never, never>, Selectable<JobsTable>>((db, ids) =>
  db.selectFrom("jobs").selectAll().where("job_id", "in", ids)
    .where("expand_due_at", "is not", null)
);

const takeArchive = prepared<
  { job_id: string; attempt: number; token: string; worker_id: string; now: number }
>((db, p) =>
  db.updateTable("jobs").set((eb) => ({
    status: "PROCESSING",
    started_at: eb.fn.coalesce("started_at", eb.val(p("now"))),
    expand_due_at: null,
    expand_attempt: p("attempt"),
    expand_lease: p("token"),
    expand_worker: p("worker_id"),
    expand_started_at: p("now"),
    skipped: "[]",
    error_code: null,
    error_message: null,
  })).where("job_id", "=", p("job_id"))
);

const deleteTasks = prepared<{ job_id: string }>((db, p) =>
  db.deleteFrom("tasks").where("job_id", "=", p("job_id"))
);

const resetCounters = prepared<{ job_id: string }>((db, p) =>
  db.updateTable("jobs").set({ tasks_total: 0, pending: 0, failed: 0 })
    .where("job_id", "=", p("job_id"))
);

/** What an attempt that did not come to its end has added goes with it. */
export function* forgetTasks(db: Db, job_id: string): Plan<void> {
  const deleted = yield* run({ ...deleteTasks(db, { job_id }), heavy: true });
  if (deleted > 0) yield* run(resetCounters(db, { job_id }));
}

export function* claimArchives(
  db: Db,
  worker_id: string,
  limit: number,
  now: number,
): Plan<ExpansionClaim[]> {
  const claims: ExpansionClaim[] = [];
  for (const row of yield* takeArchives(db, limit, now)) {
    const { job_id } = row;
    const attempt = row.expand_attempt + 1;
    const token = leaseToken(job_id);
    yield* forgetTasks(db, job_id);
    yield* run(takeArchive(db, { job_id, attempt, token, worker_id, now }));
    const job = toJob({
      ...row,
      status: "PROCESSING",
      started_at: row.started_at ?? now,
      expand_attempt: attempt,
      skipped: "[]",
      error_code: null,
      error_message: null,
      tasks_total: 0,
      pending: 0,
      failed: 0,
    });
    claims.push({ job, attempt, lease_token: token, worker_id, started_at: now });
  }
  return claims;
}

/** Locks due archives, oldest first; waits only where others hold all of them. */
function* takeArchives(db: Db, limit: number, now: number): Plan<Selectable<JobsTable>[]> {
  const ids = (yield* all(dueArchives(db, { now, limit }))).map((row) => row.job_id);
  if (ids.length === 0) return [];
  const rows = yield* all(locked(waitingArchives(db, ids, {}), "skip"));
  if (rows.length === 0) return yield* all(locked(waitingArchives(db, [ids[0]!], {}), "wait"));
  return rows.sort((a, b) => ids.indexOf(a.job_id) - ids.indexOf(b.job_id));
}

const selectHeld = prepared<{ job_id: string; attempt: number; token: string }, { job_id: string }>(
  (db, p) =>
    db.selectFrom("jobs").select("job_id").where("job_id", "=", p("job_id"))
      .where("expand_attempt", "=", p("attempt")).where("expand_lease", "=", p("token")),
);

/** Whether the claim is held still; then the row of its job is locked. */
function* isHeld(db: Db, claim: ExpansionClaim): Plan<boolean> {
  const { attempt, lease_token: token } = claim;
  const row = yield* first(
    locked(selectHeld(db, { job_id: claim.job.job_id, attempt, token }), "wait"),
  );
  return row !== undefined;
}

const countAdded = prepared<{ job_id: string; added: number; failed: number }>((db, p) =>
  db.updateTable("jobs").set((eb) => ({
    tasks_total: eb("tasks_total", "+", p("added")),
    pending: eb("pending", "+", eb(eb.val(p("added")), "-", p("failed"))),
    failed: eb("failed", "+", p("failed")),
  })).where("job_id", "=", p("job_id"))
);

export function* addTasks(
  db: Db,
  claim: ExpansionClaim,
  tasks: readonly NewTask[],
  now: number,
): Plan<boolean> {
  if (!(yield* isHeld(db, claim))) return false;
  const { job_id } = claim.job;
  const failed = tasks.filter((task) => task.error !== undefined).length;
  yield* batch([
    ...tasks.map((task) => insertTask(db, job_id, task, now)),
    countAdded(db, { job_id, added: tasks.length, failed }),
  ]);
  return true;
}

export function* forgetAdded(db: Db, claim: ExpansionClaim): Plan<boolean> {
  if (!(yield* isHeld(db, claim))) return false;
  yield* forgetTasks(db, claim.job.job_id);
  return true;
}

interface Closing {
  job_id: string;
  status: string;
  skipped: string;
  reading: string | null;
  attempt: number;
  due_at: number | null;
  error_code: string | null;
  error_message: string | null;
  finished_at: number | null;
}

const closeExpansion = prepared<Closing>((db, p) =>
  db.updateTable("jobs").set({
    status: p("status"),
    skipped: p("skipped"),
    archive_reading: p("reading"),
    expand_attempt: p("attempt"),
    expand_lease: null,
    expand_worker: null,
    expand_started_at: null,
    expand_due_at: p("due_at"),
    turn: null,
    waits_since: null,
    error_code: p("error_code"),
    error_message: p("error_message"),
    finished_at: p("finished_at"),
    trend_due: p("finished_at"),
  }).where("job_id", "=", p("job_id"))
);

/** From now on tasks of the job may be claimed. */
const offerTasks = prepared<{ job_id: string; now: number }>((db, p) =>
  db.updateTable("jobs").set((eb) => ({
    turn: p("now"),
    waits_since: eb.selectFrom("tasks").select((task) => task.fn.min("due_at").as("due_at"))
      .whereRef("tasks.job_id", "=", "jobs.job_id").where("status", "=", "PENDING"),
  })).where("job_id", "=", p("job_id"))
);

/** A claim given up without a word on how it went. */
function closing(claim: ExpansionClaim): Closing {
  return {
    job_id: claim.job.job_id,
    status: "PROCESSING",
    skipped: "[]",
    reading: null,
    attempt: claim.attempt,
    due_at: null,
    error_code: null,
    error_message: null,
    finished_at: null,
  };
}

function record(
  db: Db,
  claim: ExpansionClaim,
  error: JobError | null,
  now: number,
): Statement<unknown> {
  const { attempt, worker_id, started_at } = claim;
  const job_id = claim.job.job_id;
  const what = { job_id, task_id: null, attempt, worker_id, started_at, finished_at: now };
  return recordAttempt(db, { ...what, error });
}

export function* finishExpansion(
  db: Db,
  claim: ExpansionClaim,
  skipped: readonly SkippedEntry[],
  now: number,
  reading: ArchiveReading | null = null,
): Plan<boolean> {
  if (!(yield* isHeld(db, claim))) return false;
  const end = {
    ...closing(claim),
    skipped: JSON.stringify(skipped),
    reading: reading === null ? null : JSON.stringify(reading),
  };
  const { job_id } = claim.job;
  const before = [
    closeExpansion(db, end),
    offerTasks(db, { job_id, now }),
    record(db, claim, null, now),
  ];
  yield* endJobs(db, [job_id], now, { before });
  return true;
}

/** How an attempt at an archive failed; `retry_at` null ends the job as FAILED. */
interface ExpansionFailure {
  error: JobError;
  skipped: readonly SkippedEntry[];
  retry_at: number | null;
  now: number;
}

/** Also how a lost worker's expansion is taken back. */
export function* failExpansion(
  db: Db,
  claim: ExpansionClaim,
  { error, skipped, retry_at, now }: ExpansionFailure,
): Plan<boolean> {
  if (!(yield* isHeld(db, claim))) return false;
  yield* forgetTasks(db, claim.job.job_id);
  const close = closeExpansion(db, {
    ...closing(claim),
    status: retry_at === null ? "FAILED" : "PROCESSING",
    skipped: JSON.stringify(skipped),
    due_at: retry_at,
    error_code: error.code,
    error_message: error.message,
    finished_at: retry_at === null ? now : null,
  });
  const event = retry_at === null ? [jobEnded(db, claim.job.job_id, now)] : [];
  yield* batch([close, ...event, record(db, claim, error, now)]);
  return true;
}

export function* releaseExpansion(db: Db, claim: ExpansionClaim, now: number): Plan<boolean> {
  if (!(yield* isHeld(db, claim))) return false;
  yield* forgetTasks(db, claim.job.job_id);
  yield* run(closeExpansion(db, { ...closing(claim), attempt: claim.attempt - 1, due_at: now }));
  return true;
}
