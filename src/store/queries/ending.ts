/** Ends jobs whose tasks have all ended; the only place where a job comes to its end by itself. */
import { finalStatus, type JobStatus, verdictOf } from "../../jobs/states.ts";
import { type Db, first, type Plan, prepared, run } from "../plan.ts";

interface Counters {
  status: string;
  pending: number;
  processing: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  error_count: number;
}

const selectCounters = prepared<{ job_id: string }, Counters>((db, p) =>
  db.selectFrom("jobs").select([
    "status",
    "pending",
    "processing",
    "succeeded",
    "failed",
    "cancelled",
    "error_count",
  ]).where("job_id", "=", p("job_id"))
);

const updateEnd = prepared<
  { job_id: string; status: string; verdict: string | null; now: number }
>((db, p) =>
  db.updateTable("jobs").set({
    status: p("status"),
    verdict: p("verdict"),
    finished_at: p("now"),
    turn: null,
  }).where("job_id", "=", p("job_id")).where("status", "=", "PROCESSING")
);

/** Ends the job if nothing of it is open; the status it ended with, else null. */
export function* endIfDone(db: Db, job_id: string, now: number): Plan<JobStatus | null> {
  const job = yield* first(selectCounters(db, { job_id }));
  if (job === undefined || job.status !== "PROCESSING" || job.pending + job.processing > 0) {
    return null;
  }
  const status = finalStatus(job);
  const verdict = verdictOf({ succeeded: job.succeeded, errors: job.error_count });
  yield* run(updateEnd(db, { job_id, status, verdict, now }));
  return status;
}
