/** Small results that lie in the store itself. */
import { sql } from "kysely";
import { built, type Db, type Plan, run } from "../plan.ts";

export function* results(db: Db): Plan<void> {
  yield* run(built(
    db.schema.createTable("task_results")
      .addColumn("task_id", "varchar(36)", (c) => c.primaryKey())
      .addColumn("body", sql`mediumtext`, (c) => c.notNull())
      .addForeignKeyConstraint(
        "task_results_of_task",
        ["task_id"],
        "tasks",
        ["task_id"],
        (c) => c.onDelete("cascade"),
      ),
  ));
}
