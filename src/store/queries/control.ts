/** What users do to jobs and tasks: cancel and retry. */
import type { Selectable } from "kysely";
import type { Job } from "../../jobs/job.ts";
import { isOpen } from "../../jobs/states.ts";
import type { JobsTable } from "../schema.ts";
import { batch, type Db, first, locked, type Plan, prepared, run } from "../plan.ts";
import { getJob, selectJob } from "./jobs.ts";
import { toJob } from "./rows.ts";
import { sooner } from "./claim.ts";
import { jobEnded } from "./webhook_events.ts";

const cancelTasks = prepared<{ job_id: string; now: number }>((db, p) =>
  db.updateTable("tasks").set({
    status: "CANCELLED",
    outcome: "cancelled",
    lease_worker: null,
    lease_token: null,
    finished_at: p("now"),
  }).where("job_id", "=", p("job_id")).where("status", "in", ["PENDING", "PROCESSING"])
);

const cancelRow = prepared<{ job_id: string; tasks: number; now: number }>((db, p) =>
  db.updateTable("jobs").set((eb) => ({
    status: "CANCELLED",
    finished_at: p("now"),
    trend_due: p("now"),
    turn: null,
    waits_since: null,
    expand_due_at: null,
    expand_lease: null,
    expand_worker: null,
    expand_started_at: null,
    pending: 0,
    processing: 0,
    cancelled: eb("cancelled", "+", p("tasks")),
  })).where("job_id", "=", p("job_id"))
);

/** A job that has ended stays as it is. The verdict stays null: not everything was linted. */
export function* cancelJob(db: Db, job_id: string, now: number): Plan<Job | null> {
  const row = yield* first(locked(selectJob(db, { job_id }), "wait"));
  if (row === undefined) return null;
  if (!isOpen(row.status as Job["status"])) return toJob(row);
  const tasks = yield* run({ ...cancelTasks(db, { job_id, now }), heavy: true });
  yield* batch([cancelRow(db, { job_id, tasks, now }), jobEnded(db, job_id, now)]);
  return yield* getJob(db, job_id);
}

const AGAIN = {
  status: "PENDING",
  outcome: null,
  error_code: null,
  error_message: null,
  dead_lettered_at: null,
  finished_at: null,
} as const;

/** A file that was never stored has nothing that could be run again. */
const retryTasks = prepared<{ job_id: string; now: number }>((db, p) =>
  db.updateTable("tasks").set({ ...AGAIN, due_at: p("now") }).where("job_id", "=", p("job_id"))
    .where("status", "=", "FAILURE").where("source_file", "is not", null)
);

const retryOne = prepared<{ task_id: string; now: number }>((db, p) =>
  db.updateTable("tasks").set({ ...AGAIN, due_at: p("now") }).where("task_id", "=", p("task_id"))
    .where("status", "=", "FAILURE").where("source_file", "is not", null)
);

const reopen = prepared<{ job_id: string; tasks: number; now: number }>((db, p) =>
  db.updateTable("jobs").set((eb) => ({
    status: "PROCESSING",
    verdict: null,
    finished_at: null,
    trend_due: null,
    turn: p("now"),
    waits_since: sooner(eb, "waits_since", p("now")),
    pending: eb("pending", "+", p("tasks")),
    failed: eb("failed", "-", p("tasks")),
  })).where("job_id", "=", p("job_id"))
);

const expandAgain = prepared<{ job_id: string; now: number }>((db, p) =>
  db.updateTable("jobs").set({
    status: "ACCEPTED",
    finished_at: null,
    trend_due: null,
    error_code: null,
    error_message: null,
    expand_due_at: p("now"),
  }).where("job_id", "=", p("job_id"))
);

/** True where tasks of the job may be claimed or run again: neither cancelled nor expanding. */
function takesRetries(row: Selectable<JobsTable>): boolean {
  return row.status !== "CANCELLED" && row.expand_lease === null && row.expand_due_at === null;
}

export function* retryJob(db: Db, job_id: string, now: number): Plan<number | null> {
  const row = yield* first(locked(selectJob(db, { job_id }), "wait"));
  if (row === undefined) return null;
  if (!takesRetries(row)) return 0;
  if (row.status === "FAILED" && row.error_code !== null) {
    yield* run(expandAgain(db, { job_id, now }));
    return 1;
  }
  const tasks = yield* run({ ...retryTasks(db, { job_id, now }), heavy: true });
  if (tasks > 0) yield* run(reopen(db, { job_id, tasks, now }));
  return tasks;
}

const jobOfTask = prepared<{ task_id: string }, { job_id: string }>((db, p) =>
  db.selectFrom("tasks").select("job_id").where("task_id", "=", p("task_id"))
);

export function* retryTask(db: Db, task_id: string, now: number): Plan<boolean | null> {
  const task = yield* first(jobOfTask(db, { task_id }));
  if (task === undefined) return null;
  const { job_id } = task;
  const row = yield* first(locked(selectJob(db, { job_id }), "wait"));
  if (row === undefined) return null;
  if (!takesRetries(row)) return false;
  if ((yield* run(retryOne(db, { task_id, now }))) === 0) return false;
  yield* run(reopen(db, { job_id, tasks: 1, now }));
  return true;
}
