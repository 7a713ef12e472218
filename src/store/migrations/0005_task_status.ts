/** A page of a large job's tasks in one status is read in order, and neither searched nor sorted. */
import { built, type Db, type Plan, run } from "../plan.ts";

export function* taskStatus(db: Db): Plan<void> {
  yield* run(built(
    db.schema.createIndex("tasks_status").on("tasks").columns(["job_id", "status", "seq"]),
  ));
}
