/** What the service did, summed by time and project, and what is left to add to that. */
import { sql } from "kysely";
import { built, type Db, type Plan, run } from "../plan.ts";
import { createTable, type DatabaseKind } from "./tables.ts";

export function* trends(db: Db, kind: DatabaseKind): Plan<void> {
  const jobs = () => db.schema.alterTable("jobs");
  yield* run(built(jobs().addColumn("trend_due", "bigint")));
  yield* run(
    built(jobs().addColumn("trend_counted", "bigint", (c) => c.notNull().defaultTo(0))),
  );
  yield* run(built(db.schema.createIndex("jobs_trend_due").on("jobs").column("trend_due")));
  yield* run(
    built(
      db.schema.alterTable("tasks")
        .addColumn("source_lines", "integer", (c) => c.notNull().defaultTo(0)),
    ),
  );
  let table = createTable(db, kind, "trends")
    .addColumn("label", "varchar(240)", (c) => c.notNull())
    .addColumn("step", "integer", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull());
  for (
    const column of [
      "jobs",
      "files",
      "failed_files",
      "source_lines",
      "error_count",
      "warning_count",
      "passed",
      "failed",
    ] as const
  ) {
    table = table.addColumn(column, "bigint", (c) => c.notNull()) as typeof table;
  }
  for (const column of ["waits", "runs", "rules"] as const) {
    table = table.addColumn(column, sql`text`, (c) => c.notNull()) as typeof table;
  }
  yield* run(
    built(table.addPrimaryKeyConstraint("trends_key", ["label", "step", "at"])),
  );
  yield* run(built(db.schema.createIndex("trends_age").on("trends").columns(["step", "at"])));
}
