/** Webhooks, the ends of jobs that they are to be told of, and the messages to them. */
import { sql } from "kysely";
import { built, type Db, type Plan, run } from "../plan.ts";
import { createTable, type DatabaseKind } from "./tables.ts";

const uuid = "varchar(36)";
const text = sql`mediumtext`;

export function* webhooks(db: Db, kind: DatabaseKind): Plan<void> {
  yield* run(built(
    createTable(db, kind, "webhooks")
      .addColumn("webhook_id", uuid, (c) => c.primaryKey())
      .addColumn("url", text, (c) => c.notNull())
      .addColumn("events", "varchar(200)", (c) => c.notNull())
      .addColumn("project", "varchar(200)")
      .addColumn("description", "varchar(200)", (c) => c.notNull())
      .addColumn("secret", "varchar(200)", (c) => c.notNull())
      .addColumn("previous_secret", "varchar(200)")
      .addColumn("previous_until", "bigint")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("created_by", "varchar(255)", (c) => c.notNull())
      .addColumn("disabled_at", "bigint")
      .addColumn("disabled_reason", "varchar(255)"),
  ));
  yield* run(built(
    createTable(db, kind, "webhook_events")
      .addColumn("event_id", uuid, (c) => c.primaryKey())
      .addColumn("job_id", uuid, (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull()),
  ));
  yield* run(built(
    createTable(db, kind, "webhook_deliveries")
      .addColumn("delivery_id", uuid, (c) => c.primaryKey())
      .addColumn("webhook_id", uuid, (c) => c.notNull())
      .addColumn("event", "varchar(50)", (c) => c.notNull())
      .addColumn("job_id", uuid)
      .addColumn("payload", text, (c) => c.notNull())
      .addColumn("state", "varchar(12)", (c) => c.notNull())
      .addColumn("attempt", "integer", (c) => c.notNull())
      .addColumn("attempts", text, (c) => c.notNull())
      .addColumn("lease_token", uuid)
      .addColumn("due_at", "bigint", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("finished_at", "bigint")
      .addForeignKeyConstraint(
        "webhook_deliveries_of_webhook",
        ["webhook_id"],
        "webhooks",
        ["webhook_id"],
        (c) => c.onDelete("cascade"),
      ),
  ));
  const index = (name: string) =>
    db.schema.createIndex(`webhook_deliveries_${name}`).on("webhook_deliveries");
  yield* run(built(index("due").columns(["state", "due_at"])));
  yield* run(built(index("claim").columns(["webhook_id", "state", "due_at"])));
  // The ids sort by time.
  yield* run(built(index("page").columns(["webhook_id", "delivery_id"])));
  yield* run(built(index("page_of_state").columns(["webhook_id", "state", "delivery_id"])));
}
