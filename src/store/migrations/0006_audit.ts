/** Who did what: one row for each unsafe request. */
import { sql } from "kysely";
import { built, type Db, type Plan, run } from "../plan.ts";
import { createTable, type DatabaseKind } from "./tables.ts";

export function* audit(db: Db, kind: DatabaseKind): Plan<void> {
  yield* run(built(
    createTable(db, kind, "audit_log")
      .addColumn("audit_id", "varchar(36)", (c) => c.primaryKey())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("who", "varchar(100)", (c) => c.notNull())
      .addColumn("action", "varchar(200)", (c) => c.notNull())
      .addColumn("target", "varchar(500)", (c) => c.notNull())
      .addColumn("status", "integer")
      .addColumn("address", "varchar(64)", (c) => c.notNull())
      .addColumn("request_id", "varchar(64)", (c) => c.notNull())
      .addColumn("details", sql`mediumtext`, (c) => c.notNull()),
  ));
  // The ids sort by time, so that each of these lists comes out of its index in order.
  for (const column of ["who", "action"] as const) {
    yield* run(
      built(db.schema.createIndex(`audit_${column}`).on("audit_log").columns([column, "audit_id"])),
    );
  }
}
