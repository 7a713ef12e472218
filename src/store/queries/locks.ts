/**
 * The order in which plans lock rows, which is what keeps two of them from waiting for each other:
 * the row of a worker, then rows of jobs in order of their ids, then what belongs to those jobs.
 * Whoever moves a task holds the row of its job.
 */
import { LintelError } from "../../errors.ts";
import { type Db, first, type Plan, preparedList, type Statement } from "../plan.ts";

const byId = preparedList<Record<never, never>, { job_id: string }>((db, ids) =>
  db.selectFrom("jobs").select("job_id").where("job_id", "in", ids).orderBy("job_id")
);

/** Locks these jobs until the end of the plan; those that are gone are passed over. */
export function* lockJobs(db: Db, job_ids: Iterable<string>): Plan<void> {
  const locks = jobLocks(db, job_ids);
  if (locks.length > 0) yield* first(locks[0]!);
}

/** The statement that does so, where there are any jobs: to go along with what comes first. */
function jobLocks(db: Db, job_ids: Iterable<string>): Statement<unknown>[] {
  const ids = [...new Set(job_ids)].sort();
  return ids.length === 0 ? [] : [{ ...byId(db, ids, {}), lock: "wait", onlyLocks: true }];
}

/**
 * Throws where a statement moved other tasks than those that were read under the locks of their
 * jobs: then somebody moves tasks without them, and the plan is undone.
 */
export function allMoved(moved: number, read: number): void {
  if (moved === read) return;
  throw new LintelError("internal", `${moved} of ${read} tasks of locked jobs were moved`);
}
