/** Small results that lie in the store itself. */
import { sql } from "kysely";
import { built, type Db, type Plan, run } from "../plan.ts";
import { createTable, type DatabaseKind } from "./tables.ts";

export function* results(db: Db, kind: DatabaseKind): Plan<void> {
  yield* run(built(
    createTable(db, kind, "task_results")
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
