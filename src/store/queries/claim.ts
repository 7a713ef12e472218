/** Claiming tasks, round-robin by job, and giving claims back. */
import type { Selectable } from "kysely";
import type { TaskClaim } from "../port.ts";
import type { JobsTable, TasksTable } from "../schema.ts";
import { all, type Db, first, type Plan, prepared, run } from "../plan.ts";
import { notPaused } from "./queues.ts";
import { claimOfRow } from "./rows.ts";

type JobRow = Pick<
  Selectable<JobsTable>,
  "job_id" | "engine" | "options" | "submission_type"
>;

export const anyDue = prepared<{ now: number }, { job_id: string }>((db, p) =>
  db.selectFrom("jobs").select("job_id").where("turn", "<=", p("now"))
    .where((eb) => notPaused(eb, "sql_analysis")).orderBy("turn").limit(1)
);

export const dueJobs = prepared<{ now: number; limit: number }, JobRow>((db, p) =>
  db.selectFrom("jobs").select(["job_id", "engine", "options", "submission_type"])
    .where("turn", "<=", p("now")).where((eb) => notPaused(eb, "sql_analysis"))
    .orderBy("turn").limit(p("limit"))
);

export const dueTasks = prepared<
  { job_id: string; now: number; limit: number },
  Selectable<TasksTable>
>((db, p) =>
  db.selectFrom("tasks").selectAll().where("job_id", "=", p("job_id"))
    .where("status", "=", "PENDING").where("due_at", "<=", p("now"))
    .orderBy("due_at").orderBy("seq").limit(p("limit"))
);

const lease = prepared<
  { task_id: string; attempt: number; worker_id: string; token: string; now: number }
>((db, p) =>
  db.updateTable("tasks").set({
    status: "PROCESSING",
    attempt: p("attempt"),
    worker_id: p("worker_id"),
    lease_worker: p("worker_id"),
    lease_token: p("token"),
    started_at: p("now"),
    finished_at: null,
    error_code: null,
    error_message: null,
  }).where("task_id", "=", p("task_id")).where("status", "=", "PENDING")
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
  const random = crypto.getRandomValues(new Uint32Array(2));
  return `${id}.${random[0]!.toString(36)}${random[1]!.toString(36)}`;
}

export function* claimTasks(
  db: Db,
  worker_id: string,
  limit: number,
  per_job: number,
  now: number,
): Plan<TaskClaim[]> {
  const claims: TaskClaim[] = [];
  const jobs = yield* all(dueJobs(db, { now, limit }));
  for (const job of jobs) {
    const room = Math.min(per_job, limit - claims.length);
    if (room <= 0) break;
    claims.push(...yield* claimOf(db, job, worker_id, room, now));
  }
  return claims;
}

function* claimOf(
  db: Db,
  job: JobRow,
  worker_id: string,
  limit: number,
  now: number,
): Plan<TaskClaim[]> {
  const { job_id } = job;
  const claims: TaskClaim[] = [];
  for (const row of yield* all(dueTasks(db, { job_id, now, limit }))) {
    const token = leaseToken(row.task_id);
    const attempt = row.attempt + 1;
    const taken = yield* run(lease(db, { task_id: row.task_id, attempt, worker_id, token, now }));
    if (taken === 0) continue;
    claims.push(
      claimOfRow({ ...row, attempt, worker_id, lease_token: token, started_at: now }, job),
    );
  }
  const next = yield* first(nextDue(db, { job_id }));
  const turn = next === undefined ? null : Math.max(next.due_at, now);
  yield* run(served(db, { job_id, taken: claims.length, turn, now }));
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

/** One task of the job waits again, due at `due_at`. */
export const waitsAgain = prepared<{ job_id: string; due_at: number }>((db, p) =>
  db.updateTable("jobs").set((eb) => ({
    pending: eb("pending", "+", 1),
    processing: eb("processing", "-", 1),
    turn: eb.case().when("turn", "<", p("due_at")).then(eb.ref("turn")).else(p("due_at")).end(),
  })).where("job_id", "=", p("job_id"))
);

export function* releaseTasks(db: Db, claims: readonly TaskClaim[], now: number): Plan<number> {
  let released = 0;
  for (const { task_id, job_id, attempt, lease_token } of claims) {
    const changed = yield* run(giveBack(db, { task_id, attempt, token: lease_token, now }));
    if (changed === 0) continue;
    yield* run(waitsAgain(db, { job_id, due_at: now }));
    released++;
  }
  return released;
}
