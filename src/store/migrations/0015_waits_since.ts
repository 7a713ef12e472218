/**
 * How long the first task of a job has waited, beside the job. An index of all tasks by status told
 * it before, which every claim and every end had to write.
 */
import { sql } from "kysely";
import { built, type Db, type Plan, run } from "../plan.ts";
import { type DatabaseKind, dropIndex } from "./tables.ts";

export function* waitsSince(db: Db, kind: DatabaseKind): Plan<void> {
  yield* run(built(db.schema.alterTable("jobs").addColumn("waits_since", "bigint")));
  const first = db.updateTable("jobs").set((eb) => ({
    waits_since: eb.selectFrom("tasks").select((task) => task.fn.min("due_at").as("due_at"))
      .whereRef("tasks.job_id", "=", "jobs.job_id").where("status", "=", sql.lit("PENDING")),
  })).where("turn", "is not", null);
  yield* run({ ...built(first), heavy: true });
  yield* run(built(
    db.schema.createIndex("jobs_waiting").on("jobs").columns(["turn", "pending", "waits_since"]),
  ));
  yield* run(dropIndex(db, kind, "jobs", "jobs_turn"));
  yield* run(dropIndex(db, kind, "tasks", "tasks_due"));
}
