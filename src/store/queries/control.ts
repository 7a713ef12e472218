/** What a user does to jobs and tasks: cancel, retry, delete. */
import type { Job } from "../../jobs/job.ts";
import { isOpen, verdictOf } from "../../jobs/states.ts";
import { built, type Db, first, type Plan, run } from "../plan.ts";
import { selectJob, selectTask } from "./read.ts";
import { toJob } from "./rows.ts";

export function* cancelJob(db: Db, job_id: string, now: number): Plan<Job | null> {
  const row = yield* first(selectJob(db, { job_id }));
  if (row === undefined) return null;
  const job = toJob(row);
  if (!isOpen(job.status)) return job;
  const cancelled = yield* run(built(
    db.updateTable("tasks").set({
      status: "CANCELLED",
      outcome: "cancelled",
      lease_worker: null,
      lease_token: null,
      finished_at: now,
    }).where("job_id", "=", job_id).where("status", "in", ["PENDING", "PROCESSING"]),
  ));
  yield* run(built(
    db.updateTable("jobs").set((eb) => ({
      status: "CANCELLED",
      verdict: verdictOf({ succeeded: job.counts.succeeded, errors: job.error_count }),
      finished_at: now,
      turn: null,
      expand_due_at: null,
      expand_lease: null,
      expand_worker: null,
      pending: 0,
      processing: 0,
      cancelled: eb("cancelled", "+", cancelled),
    })).where("job_id", "=", job_id),
  ));
  return toJob((yield* first(selectJob(db, { job_id })))!);
}

/** The columns of a task that waits for its first attempt. */
function fresh(now: number) {
  return {
    status: "PENDING",
    outcome: null,
    attempt: 0,
    due_at: now,
    error_code: null,
    error_message: null,
    dead_lettered_at: null,
    started_at: null,
    finished_at: null,
  } as const;
}

function* reopen(db: Db, job_id: string, retried: number, now: number): Plan<void> {
  yield* run(built(
    db.updateTable("jobs").set((eb) => ({
      status: "PROCESSING",
      verdict: null,
      finished_at: null,
      error_code: null,
      error_message: null,
      pending: eb("pending", "+", retried),
      failed: eb("failed", "-", retried),
      turn: now,
    })).where("job_id", "=", job_id),
  ));
}

export function* retryJob(db: Db, job_id: string, now: number): Plan<number | null> {
  const row = yield* first(selectJob(db, { job_id }));
  if (row === undefined) return null;
  if (row.status !== "FAILED" && row.status !== "PARTIALLY_COMPLETED") return 0;
  if (row.tasks_total === 0) {
    yield* run(built(
      db.updateTable("jobs").set({
        status: "ACCEPTED",
        finished_at: null,
        error_code: null,
        error_message: null,
        expand_due_at: now,
        expand_attempt: 0,
      }).where("job_id", "=", job_id),
    ));
    return 1;
  }
  const retried = yield* run(built(
    db.updateTable("tasks").set(fresh(now))
      .where("job_id", "=", job_id).where("status", "=", "FAILURE"),
  ));
  if (retried > 0) yield* reopen(db, job_id, retried, now);
  return retried;
}

export function* retryTask(db: Db, task_id: string, now: number): Plan<boolean | null> {
  const task = yield* first(selectTask(db, { task_id }));
  if (task === undefined) return null;
  const retried = yield* run(built(
    db.updateTable("tasks").set(fresh(now))
      .where("task_id", "=", task_id).where("status", "=", "FAILURE"),
  ));
  if (retried === 0) return false;
  yield* reopen(db, task.job_id, 1, now);
  return true;
}

/** Everything else of the job goes with it by its foreign keys. */
export function* deleteJob(db: Db, job_id: string): Plan<boolean> {
  return (yield* run(built(db.deleteFrom("jobs").where("job_id", "=", job_id)))) > 0;
}
