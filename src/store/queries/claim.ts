/** Claiming tasks, round-robin by job, and giving claims back. */
import type { Selectable } from "kysely";
import type { TaskClaim } from "../port.ts";
import type { JobsTable, TasksTable } from "../schema.ts";
import {
  all,
  batch,
  type Db,
  lastly,
  locked,
  type Plan,
  prepared,
  preparedList,
  type Statement,
} from "../plan.ts";
import { allMoved, lockJobs } from "./locks.ts";
import { notPaused } from "./queues.ts";
import { claimOfRow } from "./rows.ts";

type JobRow = Pick<
  Selectable<JobsTable>,
  "job_id" | "engine" | "options" | "submission_type" | "pending"
>;
type TaskRow = Selectable<TasksTable>;

export const anyDue = prepared<{ now: number }, { job_id: string }>((db, p) =>
  db.selectFrom("jobs").select("job_id").where("turn", "<=", p("now"))
    .where((eb) => notPaused(eb, "sql_analysis")).orderBy("turn").limit(1)
);

export const dueJobs = prepared<
  { now: number; limit: number },
  { job_id: string; pending: number }
>((db, p) =>
  db.selectFrom("jobs").select(["job_id", "pending"])
    .where("turn", "<=", p("now")).where((eb) => notPaused(eb, "sql_analysis"))
    .orderBy("turn").limit(p("limit"))
);

/** Of these jobs those of which anything may be claimed: it may not be, once they are locked. */
const claimable = preparedList<Record<never, never>, JobRow>((db, ids) =>
  db.selectFrom("jobs").select(["job_id", "engine", "options", "submission_type", "pending"])
    .where("job_id", "in", ids).where("turn", "is not", null)
);

export const dueTasks = prepared<{ job_id: string; now: number; limit: number }, TaskRow>((db, p) =>
  db.selectFrom("tasks").selectAll().where("job_id", "=", p("job_id"))
    .where("status", "=", "PENDING").where("due_at", "<=", p("now"))
    .orderBy("due_at").orderBy("seq").limit(p("limit"))
);

/** Leases those of the tasks that wait; the token of each is its id and what the claim adds to it. */
const lease = preparedList<{ worker_id: string; token_end: string; now: number }>((db, ids, p) =>
  db.updateTable("tasks").set((eb) => ({
    status: "PROCESSING",
    attempt: eb("attempt", "+", 1),
    worker_id: p("worker_id"),
    lease_worker: p("worker_id"),
    lease_token: eb.fn<string>("concat", ["task_id", eb.val(p("token_end"))]),
    started_at: p("now"),
    finished_at: null,
    error_code: null,
    error_message: null,
  })).where("task_id", "in", ids)
    // As an expression, or SQLite may look for the tasks among all that have this status.
    .where((eb) => eb(eb.fn.coalesce("status", eb.val("")), "=", "PENDING"))
);

export const nextDue = prepared<{ job_id: string }, { due_at: number }>((db, p) =>
  db.selectFrom("tasks").select("due_at").where("job_id", "=", p("job_id"))
    .where("status", "=", "PENDING").orderBy("due_at").limit(1)
);

const served = prepared<
  { job_id: string; taken: number; turn: number | null; now: number }
>((db, p) =>
  db.updateTable("jobs").set((eb) => ({
    status: "PROCESSING",
    started_at: eb.fn.coalesce("started_at", eb.val(p("now"))),
    pending: eb("pending", "-", p("taken")),
    processing: eb("processing", "+", p("taken")),
    turn: p("turn"),
  })).where("job_id", "=", p("job_id"))
);

/** A token that is never used twice and tells what it is of: the id is its first 36 characters. */
export function leaseToken(id: string): string {
  return id + tokenEnd();
}

function tokenEnd(): string {
  const random = crypto.getRandomValues(new Uint32Array(2));
  return `.${random[0]!.toString(36)}${random[1]!.toString(36)}`;
}

export function* claimTasks(
  db: Db,
  worker_id: string,
  limit: number,
  per_job: number,
  now: number,
): Plan<TaskClaim[]> {
  const jobs = yield* takeJobs(db, limit, per_job, now);
  const served: JobRow[] = [];
  const looks: Statement<TaskRow>[] = [];
  let room = limit;
  for (const job of jobs) {
    if (room <= 0) break;
    const most = Math.min(room, worth(job, per_job));
    looks.push(dueTasks(db, { job_id: job.job_id, now, limit: most }));
    served.push(job);
    room -= most;
  }
  const rows = (yield* batch(looks)).map((answer) => answer.rows as TaskRow[]);
  return yield* leaseRows(db, served, rows, worker_id, now);
}

/** How many tasks of a job a claim may bring. */
function worth(job: { pending: number }, per_job: number): number {
  return Math.max(1, Math.min(per_job, job.pending));
}

/**
 * Locks as many due jobs as are worth `limit` tasks, the one served longest ago first. Jobs that
 * another claim has locked are passed over, and those behind them are taken instead; only where
 * all are locked does it wait for the first of them, holding nothing.
 */
function* takeJobs(db: Db, limit: number, per_job: number, now: number): Plan<JobRow[]> {
  const due = yield* all(dueJobs(db, { now, limit }));
  const taken: JobRow[] = [];
  let room = limit;
  for (let at = 0; at < due.length && room > 0;) {
    const ids: string[] = [];
    for (let hoped = 0; at < due.length && hoped < room; at++) {
      ids.push(due[at]!.job_id);
      hoped += worth(due[at]!, per_job);
    }
    const rows = yield* all(locked(claimable(db, ids, {}), "skip"));
    const byId = new Map(rows.map((row) => [row.job_id, row]));
    for (const id of ids) {
      const row = byId.get(id);
      if (row === undefined) continue;
      taken.push(row);
      room -= worth(row, per_job);
    }
  }
  if (taken.length > 0 || due.length === 0) return taken;
  return yield* all(locked(claimable(db, [due[0]!.job_id], {}), "wait"));
}

/** Leases the rows, which the locks of their jobs hold, and sets when each job is due next. */
function* leaseRows(
  db: Db,
  jobs: readonly JobRow[],
  rows: readonly TaskRow[][],
  worker_id: string,
  now: number,
): Plan<TaskClaim[]> {
  const token_end = tokenEnd();
  const claims = jobs.flatMap((job, at) =>
    rows[at]!.map((row) => {
      const lease_token = row.task_id + token_end;
      const leased = { attempt: row.attempt + 1, worker_id, lease_token, started_at: now };
      return claimOfRow({ ...row, ...leased }, job);
    })
  );
  const ids = claims.map((claim) => claim.task_id);
  const leased = ids.length === 0 ? [] : [lease(db, ids, { worker_id, token_end, now })];
  const answers = yield* batch([...leased, ...jobs.map(({ job_id }) => nextDue(db, { job_id }))]);
  if (leased.length > 0) allMoved(answers[0]!.changes, ids.length);
  const turns = jobs.map(({ job_id }, at) => {
    const [next] = answers[leased.length + at]!.rows as { due_at: number }[];
    const turn = next === undefined ? null : Math.max(next.due_at, now);
    return served(db, { job_id, taken: rows[at]!.length, turn, now });
  });
  yield* batch(lastly(turns));
  return claims;
}

const giveBack = prepared<
  { task_id: string; attempt: number; token: string; now: number }
>((db, p) =>
  db.updateTable("tasks").set((eb) => ({
    status: "PENDING",
    attempt: eb("attempt", "-", 1),
    lease_worker: null,
    lease_token: null,
    started_at: null,
    due_at: p("now"),
  })).where("task_id", "=", p("task_id")).where("status", "=", "PROCESSING")
    .where("attempt", "=", p("attempt")).where("lease_token", "=", p("token"))
);

/** So many tasks of the job wait again, the first of them due at `due_at`. */
export const waitAgain = prepared<{ job_id: string; tasks: number; due_at: number }>((db, p) =>
  db.updateTable("jobs").set((eb) => ({
    pending: eb("pending", "+", p("tasks")),
    processing: eb("processing", "-", p("tasks")),
    turn: eb.case().when("turn", "<", p("due_at")).then(eb.ref("turn")).else(p("due_at")).end(),
  })).where("job_id", "=", p("job_id"))
);

/** What it takes to give a claim back. */
export type Lease = Pick<TaskClaim, "task_id" | "job_id" | "attempt" | "lease_token">;

export function* releaseTasks(db: Db, claims: readonly Lease[], now: number): Plan<number> {
  yield* lockJobs(db, claims.map((claim) => claim.job_id));
  const answers = yield* batch(
    claims.map(({ task_id, attempt, lease_token: token }) =>
      giveBack(db, { task_id, attempt, token, now })
    ),
  );
  const released = new Map<string, number>();
  for (const [at, { job_id }] of claims.entries()) {
    const { changes } = answers[at]!;
    if (changes > 0) released.set(job_id, (released.get(job_id) ?? 0) + changes);
  }
  yield* batch(
    [...released].map(([job_id, tasks]) => waitAgain(db, { job_id, tasks, due_at: now })),
  );
  return released.values().reduce((sum, tasks) => sum + tasks, 0);
}
