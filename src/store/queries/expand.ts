/** Claiming archives, adding their tasks, and how their expansion ends. */
import type { Selectable } from "kysely";
import { sql } from "kysely";
import type { JobError, SkippedEntry } from "../../jobs/job.ts";
import type { ExpansionClaim, NewTask } from "../port.ts";
import type { JobsTable } from "../schema.ts";
import { all, built, type Db, first, type Plan, prepared, run } from "../plan.ts";
import { recordAttempt } from "./attempts.ts";
import { leaseToken } from "./claim.ts";
import { insertTask } from "./create.ts";
import { endIfDone } from "./ending.ts";
import { toJob } from "./rows.ts";

export const dueExpansions = prepared<{ now: number; limit: number }, Selectable<JobsTable>>((
  db,
  p,
) =>
  db.selectFrom("jobs").selectAll().where("expand_due_at", "<=", p("now"))
    .orderBy("expand_due_at").limit(p("limit"))
);

const leaseExpansion = prepared<
  { job_id: string; attempt: number; token: string; worker_id: string; now: number }
>((db, p) =>
  db.updateTable("jobs").set((eb) => ({
    status: "PROCESSING",
    expand_due_at: null,
    expand_attempt: p("attempt"),
    expand_lease: p("token"),
    expand_worker: p("worker_id"),
    expand_started_at: p("now"),
    started_at: eb.fn.coalesce("started_at", sql<number>`${p("now")}`),
  })).where("job_id", "=", p("job_id")).where("expand_due_at", "is not", null)
);

export function* claimExpansions(
  db: Db,
  worker_id: string,
  limit: number,
  now: number,
): Plan<ExpansionClaim[]> {
  const claims: ExpansionClaim[] = [];
  for (const row of yield* all(dueExpansions(db, { now, limit }))) {
    const { job_id } = row;
    const attempt = row.expand_attempt + 1;
    const token = leaseToken(job_id);
    if ((yield* run(leaseExpansion(db, { job_id, attempt, token, worker_id, now }))) === 0) {
      continue;
    }
    yield* run(built(db.deleteFrom("tasks").where("job_id", "=", job_id)));
    const job = { ...toJob(row), status: "PROCESSING" as const, expand_attempt: attempt };
    claims.push({ job, attempt, lease_token: token, worker_id, started_at: now });
  }
  return claims;
}

const holds = prepared<{ job_id: string; token: string }, { job_id: string }>((db, p) =>
  db.selectFrom("jobs").select("job_id").where("job_id", "=", p("job_id"))
    .where("expand_lease", "=", p("token"))
);

export function* addTasks(
  db: Db,
  claim: ExpansionClaim,
  tasks: readonly NewTask[],
  now: number,
): Plan<boolean> {
  const { job_id } = claim.job;
  const held = yield* first(holds(db, { job_id, token: claim.lease_token }));
  if (held === undefined) return false;
  for (const task of tasks) yield* insertTask(db, job_id, task, now);
  return true;
}

/** The guarded UPDATE with which every expansion ends; `set` is what it leaves. */
function* endLease(
  db: Db,
  claim: ExpansionClaim,
  set: Partial<JobsTable>,
): Plan<boolean> {
  const changed = yield* run(built(
    db.updateTable("jobs").set({ expand_lease: null, expand_worker: null, ...set })
      .where("job_id", "=", claim.job.job_id).where("expand_lease", "=", claim.lease_token),
  ));
  return changed > 0;
}

function* record(db: Db, claim: ExpansionClaim, error: JobError | null, now: number): Plan<void> {
  yield* recordAttempt(db, {
    job_id: claim.job.job_id,
    task_id: null,
    attempt: claim.attempt,
    worker_id: claim.worker_id,
    started_at: claim.started_at,
    finished_at: now,
    error,
  });
}

export function* finishExpansion(
  db: Db,
  claim: ExpansionClaim,
  skipped: readonly SkippedEntry[],
  now: number,
): Plan<boolean> {
  const { job_id } = claim.job;
  const counts = yield* all(built(
    db.selectFrom("tasks").select((eb) => ["status", eb.fn.countAll<number>().as("n")])
      .where("job_id", "=", job_id).groupBy("status"),
  ));
  const of = (status: string) => counts.find((c) => c.status === status)?.n ?? 0;
  const pending = of("PENDING");
  const failed = of("FAILURE");
  const held = yield* endLease(db, claim, {
    skipped: JSON.stringify(skipped),
    tasks_total: pending + failed,
    pending,
    failed,
    error_code: null,
    error_message: null,
    turn: pending > 0 ? now : null,
  });
  if (!held) return false;
  yield* record(db, claim, null, now);
  yield* endIfDone(db, job_id, now);
  return true;
}

export function* failExpansion(
  db: Db,
  claim: ExpansionClaim,
  error: JobError,
  skipped: readonly SkippedEntry[],
  retry_at: number | null,
  now: number,
): Plan<boolean> {
  const fault = { error_code: error.code, error_message: error.message };
  const held = yield* endLease(
    db,
    claim,
    retry_at === null
      ? {
        ...fault,
        status: "FAILED",
        skipped: JSON.stringify(skipped),
        finished_at: now,
      }
      : { ...fault, expand_due_at: retry_at },
  );
  if (!held) return false;
  // Tasks of an expansion that failed are nobody's: the next attempt writes them anew.
  yield* run(built(db.deleteFrom("tasks").where("job_id", "=", claim.job.job_id)));
  yield* record(db, claim, error, now);
  return true;
}

export function* releaseExpansion(db: Db, claim: ExpansionClaim, now: number): Plan<boolean> {
  return yield* endLease(db, claim, { expand_due_at: now, expand_attempt: claim.attempt - 1 });
}
