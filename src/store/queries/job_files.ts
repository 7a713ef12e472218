/** Which of some jobs found something, or have a file: what no index of all jobs tells. */
import type { FileOfJob } from "../port.ts";
import { all, built, type Db, type Plan } from "../plan.ts";
import { LAST_CHARACTER } from "./job_filter.ts";
import { mark } from "./rule_counts.ts";

export function* jobsWithRule(db: Db, job_ids: readonly string[], code: string): Plan<string[]> {
  if (job_ids.length === 0) return [];
  const query = db.selectFrom("jobs").select("job_id").where("job_id", "in", job_ids)
    .where((eb) =>
      eb(eb.fn<number>("instr", ["rule_counts", eb.val(mark(code, undefined))]), ">", 0)
    );
  return (yield* all(built(query))).map((row) => row.job_id);
}

/** Every file of these jobs whose name begins so. */
export function* filesOfJobs(
  db: Db,
  job_ids: readonly string[],
  prefix: string,
): Plan<FileOfJob[]> {
  if (job_ids.length === 0) return [];
  let query = db.selectFrom("tasks").select(["job_id", "file_name"])
    .where("job_id", "in", job_ids);
  if (prefix !== "") {
    query = query.where("file_name", ">=", prefix)
      .where("file_name", "<", prefix + LAST_CHARACTER);
  }
  return (yield* all(built(query))).map(({ job_id, file_name }) => ({ job_id, file_name }));
}
