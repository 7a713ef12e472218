/** Queues as rows: whether one is paused must hold for every worker on every host. */
import { built, type Db, type Plan, run } from "../plan.ts";
import { createTable, type DatabaseKind } from "./tables.ts";

export function* queues(db: Db, kind: DatabaseKind): Plan<void> {
  yield* run(built(
    createTable(db, kind, "queues")
      .addColumn("queue", "varchar(32)", (c) => c.primaryKey())
      .addColumn("paused_at", "bigint"),
  ));
  yield* run(built(
    db.insertInto("queues").values([{ queue: "zip_processing" }, { queue: "sql_analysis" }]),
  ));
}
