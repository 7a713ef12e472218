/** Ends jobs whose tasks have all ended; the only place where a job comes to its end by itself. */
import { compareJob } from "./compare.ts";
import { finalStatus, type JobStatus, verdictOf } from "../../jobs/states.ts";
import {
  type Answer,
  batch,
  type Db,
  lastly,
  type Plan,
  prepared,
  type Statement,
} from "../plan.ts";
import { jobEnded } from "./webhook_events.ts";

interface Counters {
  status: string;
  pending: number;
  processing: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  error_count: number;
  baseline: string | null;
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
    "baseline",
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
    waits_since: null,
    trend_due: p("now"),
  }).where("job_id", "=", p("job_id")).where("status", "=", "PROCESSING")
);

export interface EndedJob {
  job_id: string;
  status: JobStatus;
}

/** What belongs to the plan that ends jobs, and goes to the store along with the looks at them. */
export interface Along {
  before: readonly Statement<unknown>[];
  /** Throws where the answers to `before` are not as the plan has to have them. */
  check?(answers: readonly Answer[]): void;
  /** The plan yields nothing after this. */
  last?: boolean;
}

/**
 * Runs what goes along, then ends those of the jobs of which nothing is open any more, and returns
 * them. The plan must hold the rows of the jobs.
 */
export function* endJobs(
  db: Db,
  job_ids: readonly string[],
  now: number,
  { before, check, last = false }: Along = { before: [] },
): Plan<EndedJob[]> {
  const looks = job_ids.map((job_id) => selectCounters(db, { job_id }));
  const all = yield* batch([...before, ...looks]);
  check?.(all.slice(0, before.length));
  const answers = all.slice(before.length);
  const ended: EndedJob[] = [];
  const updates: Statement<unknown>[] = [];
  for (const [at, job_id] of job_ids.entries()) {
    const [job] = answers[at]!.rows as Counters[];
    if (job === undefined || job.status !== "PROCESSING" || job.pending + job.processing > 0) {
      continue;
    }
    if (job.baseline !== null) yield* compareJob(db, job_id, job.baseline, job.succeeded);
    const status = finalStatus(job);
    const verdict = verdictOf({ succeeded: job.succeeded, errors: job.error_count });
    updates.push(updateEnd(db, { job_id, status, verdict, now }), jobEnded(db, job_id, now));
    ended.push({ job_id, status });
  }
  yield* batch(last ? lastly(updates) : updates);
  return ended;
}
