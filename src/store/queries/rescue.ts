/** Taking work back from workers that are gone. */
import type { Selectable } from "kysely";
import type { JobError } from "../../jobs/job.ts";
import type { RescueReport } from "../port.ts";
import type { JobsTable, TasksTable } from "../schema.ts";
import { all, built, type Db, first, type Plan, prepared, run, type Statement } from "../plan.ts";
import { recordAttempt } from "./attempts.ts";
import { waitsAgain } from "./claim.ts";
import { endIfDone } from "./ending.ts";
import { selectWorker } from "./workers.ts";

const LOST: JobError = { code: "worker_lost", message: "the worker that ran it is gone" };

export const heldTasks = prepared<
  { worker_id: string; limit: number },
  Selectable<TasksTable>
>((db, p) =>
  db.selectFrom("tasks").selectAll().where("lease_worker", "=", p("worker_id")).limit(p("limit"))
);

export const heldExpansions = prepared<
  { worker_id: string; limit: number },
  Selectable<JobsTable>
>((db, p) =>
  db.selectFrom("jobs").selectAll().where("expand_worker", "=", p("worker_id")).limit(p("limit"))
);

/** Who holds claims, in order, each once; only what runs has a lease_worker. */
export function selectTaskHolders(
  db: Db,
  after: string,
  limit: number,
): Statement<{ worker_id: string }> {
  return built(
    db.selectFrom("tasks").select("lease_worker as worker_id").distinct()
      .where("lease_worker", ">", after).orderBy("lease_worker").limit(limit)
      .$castTo<{ worker_id: string }>(),
  );
}

export function selectExpansionHolders(
  db: Db,
  after: string,
  limit: number,
): Statement<{ worker_id: string }> {
  return built(
    db.selectFrom("jobs").select("expand_worker as worker_id").distinct()
      .where("expand_worker", ">", after).orderBy("expand_worker").limit(limit)
      .$castTo<{ worker_id: string }>(),
  );
}

const takeBack = prepared<
  { task_id: string; token: string; now: number }
>((db, p) =>
  db.updateTable("tasks").set({
    status: "PENDING",
    lease_worker: null,
    lease_token: null,
    due_at: p("now"),
    error_code: LOST.code,
    error_message: LOST.message,
  }).where("task_id", "=", p("task_id")).where("status", "=", "PROCESSING")
    .where("lease_token", "=", p("token"))
);

const deadLetter = prepared<
  { task_id: string; token: string; now: number }
>((db, p) =>
  db.updateTable("tasks").set({
    status: "FAILURE",
    outcome: "failed",
    lease_worker: null,
    lease_token: null,
    error_code: LOST.code,
    error_message: LOST.message,
    dead_lettered_at: p("now"),
    finished_at: p("now"),
  }).where("task_id", "=", p("task_id")).where("status", "=", "PROCESSING")
    .where("lease_token", "=", p("token"))
);

const oneFailed = prepared<{ job_id: string }>((db, p) =>
  db.updateTable("jobs").set((eb) => ({
    processing: eb("processing", "-", 1),
    failed: eb("failed", "+", 1),
  })).where("job_id", "=", p("job_id"))
);

export function* rescueWorker(
  db: Db,
  worker_id: string,
  beat: number,
  limit: number,
  max_attempts: number,
  now: number,
): Plan<RescueReport> {
  const report: RescueReport = { rescued: 0, dead_lettered: 0, ended_jobs: [] };
  const worker = yield* first(selectWorker(db, { worker_id }));
  // A beat since it was last looked at: the worker lives, and keeps what it holds.
  if ((worker?.beat ?? -1) !== beat) return report;
  if (worker !== undefined && worker.status !== "offline") {
    yield* run(built(
      db.updateTable("workers").set({ status: "lost" }).where("worker_id", "=", worker_id),
    ));
  }
  yield* rescueTasks(db, worker_id, limit, max_attempts, now, report);
  const room = limit - report.rescued - report.dead_lettered;
  if (room > 0) yield* rescueExpansions(db, worker_id, room, max_attempts, now, report);
  return report;
}

function* rescueTasks(
  db: Db,
  worker_id: string,
  limit: number,
  max_attempts: number,
  now: number,
  report: RescueReport,
): Plan<void> {
  const failedJobs = new Set<string>();
  for (const task of yield* all(heldTasks(db, { worker_id, limit }))) {
    const { task_id, job_id, attempt } = task;
    const token = task.lease_token ?? "";
    const dead = attempt >= max_attempts;
    const change = dead ? deadLetter : takeBack;
    if ((yield* run(change(db, { task_id, token, now }))) === 0) continue;
    yield* recordAttempt(db, {
      job_id,
      task_id,
      attempt,
      worker_id,
      started_at: task.started_at ?? now,
      finished_at: now,
      error: LOST,
    });
    if (dead) {
      yield* run(oneFailed(db, { job_id }));
      failedJobs.add(job_id);
      report.dead_lettered++;
    } else {
      yield* run(waitsAgain(db, { job_id, due_at: now }));
      report.rescued++;
    }
  }
  for (const job_id of failedJobs) {
    const status = yield* endIfDone(db, job_id, now);
    if (status !== null) report.ended_jobs.push({ job_id, status });
  }
}

function* rescueExpansions(
  db: Db,
  worker_id: string,
  limit: number,
  max_attempts: number,
  now: number,
  report: RescueReport,
): Plan<void> {
  for (const job of yield* all(heldExpansions(db, { worker_id, limit }))) {
    const { job_id } = job;
    const dead = job.expand_attempt >= max_attempts;
    yield* run(built(
      db.updateTable("jobs").set({
        expand_lease: null,
        expand_worker: null,
        error_code: LOST.code,
        error_message: LOST.message,
        ...(dead ? { status: "FAILED", finished_at: now } : { expand_due_at: now }),
      }).where("job_id", "=", job_id).where("expand_worker", "=", worker_id),
    ));
    yield* recordAttempt(db, {
      job_id,
      task_id: null,
      attempt: job.expand_attempt,
      worker_id,
      started_at: job.expand_started_at ?? now,
      finished_at: now,
      error: LOST,
    });
    if (dead) {
      report.dead_lettered++;
      report.ended_jobs.push({ job_id, status: "FAILED" });
    } else report.rescued++;
  }
}
