/** Sign-ins of browsers. What a cookie holds is not here, only its hash. */
import { built, type Db, type Plan, run } from "../plan.ts";
import { createTable, type DatabaseKind } from "./tables.ts";

export function* sessions(db: Db, kind: DatabaseKind): Plan<void> {
  yield* run(built(
    createTable(db, kind, "sessions")
      .addColumn("session_hash", "varchar(64)", (c) => c.primaryKey())
      .addColumn("token_name", "varchar(255)", (c) => c.notNull())
      .addColumn("token_proof", "varchar(64)", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull()),
  ));
  yield* run(built(
    db.schema.createIndex("sessions_expires").on("sessions").column("expires_at"),
  ));
}
