/** How much waited over time, and what share of the statements could be parsed. */
import { built, type Db, type Plan, run } from "../plan.ts";
import { createTable, type DatabaseKind } from "./tables.ts";

export function* queueSamples(db: Db, kind: DatabaseKind): Plan<void> {
  yield* run(built(
    createTable(db, kind, "queue_samples")
      .addColumn("queue", "varchar(64)", (c) => c.notNull())
      .addColumn("step", "integer", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("samples", "bigint", (c) => c.notNull())
      .addColumn("length_sum", "bigint", (c) => c.notNull())
      .addColumn("length_max", "bigint", (c) => c.notNull())
      .addColumn("oldest_max", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("queue_samples_key", ["step", "at", "queue"]),
  ));
  for (const column of ["statements_total", "statements_parsed"] as const) {
    yield* run(built(
      db.schema.alterTable("trends").addColumn(column, "bigint", (c) => c.notNull().defaultTo(0)),
    ));
  }
}
