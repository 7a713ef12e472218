/**
 * The order in which plans lock rows, which is what keeps two of them from waiting for each other:
 * the row of a worker, then rows of jobs in order of their ids, then what belongs to those jobs.
 * Whoever moves a task holds the row of its job.
 */
import { type Db, first, type Plan, preparedList } from "../plan.ts";

const byId = preparedList<Record<never, never>, { job_id: string }>((db, ids) =>
  db.selectFrom("jobs").select("job_id").where("job_id", "in", ids).orderBy("job_id")
);

/** Locks these jobs until the end of the plan; those that are gone are passed over. */
export function* lockJobs(db: Db, job_ids: Iterable<string>): Plan<void> {
  const ids = [...new Set(job_ids)].sort();
  if (ids.length === 0) return;
  yield* first({ ...byId(db, ids, {}), lock: "wait", onlyLocks: true });
}
