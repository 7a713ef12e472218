/** Ends jobs whose tasks have all ended; the only place where a job comes to its end by itself. */
import { compareJob } from "./compare.ts";
import { finalStatus, type JobStatus, verdictOf } from "../../jobs/states.ts";
import {
  type Answer,
  batch,
  type Db,
  lastly,
  type Plan,
  preparedList,
  type Statement,
} from "../plan.ts";
import { anyWebhook, jobEnded } from "./webhook_events.ts";

interface Counters {
  job_id: string;
  status: string;
  pending: number;
  processing: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  error_count: number;
  baseline: string | null;
}

const selectCounters = preparedList<Record<never, never>, Counters>((db, ids) =>
  db.selectFrom("jobs").select([
    "job_id",
    "status",
    "pending",
    "processing",
    "succeeded",
    "failed",
    "cancelled",
    "error_count",
    "baseline",
  ]).where("job_id", "in", ids)
);

/** How a job ended. */
interface End {
  status: JobStatus;
  verdict: string | null;
}

const updateEnd = preparedList<End & { now: number }>((db, ids, p) =>
  db.updateTable("jobs").set({
    status: p("status"),
    verdict: p("verdict"),
    finished_at: p("now"),
    turn: null,
    waits_since: null,
    trend_due: p("now"),
  }).where("job_id", "in", ids)
    // As an expression, or SQLite may look for the jobs among all that have this status.
    .where((eb) => eb(eb.fn.coalesce("status", eb.val("")), "=", "PROCESSING"))
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
  const looks = job_ids.length === 0 ? [] : [selectCounters(db, job_ids, {}), anyWebhook(db, {})];
  const answers = yield* batch([...before, ...looks]);
  check?.(answers.slice(0, before.length));
  const [counters, webhooks] = answers.slice(before.length).map(({ rows }) => rows);
  const over = ((counters ?? []) as Counters[]).filter((job) =>
    job.status === "PROCESSING" && job.pending + job.processing === 0
  );
  for (const { job_id, baseline, succeeded } of over) {
    if (baseline !== null) yield* compareJob(db, job_id, baseline, succeeded);
  }
  const updates = updatesOf(db, over, now);
  if (webhooks !== undefined && webhooks.length > 0) {
    updates.push(...over.map(({ job_id }) => jobEnded(db, job_id, now)));
  }
  yield* batch(last ? lastly(updates) : updates);
  return over.map((job) => ({ job_id: job.job_id, status: finalStatus(job) }));
}

/** Jobs that ended in the same way are told so at once. */
function updatesOf(db: Db, jobs: readonly Counters[], now: number): Statement<unknown>[] {
  const ends = jobs.map((job) => ({
    job_id: job.job_id,
    status: finalStatus(job),
    verdict: verdictOf({ succeeded: job.succeeded, errors: job.error_count }),
  }));
  const groups = Map.groupBy(ends, ({ status, verdict }) => `${status} ${verdict}`);
  return [...groups.values()].map((group) => {
    const { status, verdict } = group[0]!;
    return updateEnd(db, group.map(({ job_id }) => job_id), { status, verdict, now });
  });
}
