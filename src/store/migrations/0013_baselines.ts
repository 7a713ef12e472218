/** Baselines, the fingerprints of what jobs with one have found, and how they compared. */
import { sql } from "kysely";
import { built, type Db, type Plan, run } from "../plan.ts";
import { createTable, type DatabaseKind } from "./tables.ts";

const text = sql`mediumtext`;

export function* baselines(db: Db, kind: DatabaseKind): Plan<void> {
  yield* run(built(
    createTable(db, kind, "baselines")
      .addColumn("name", "varchar(100)", (c) => c.primaryKey())
      .addColumn("project", "varchar(200)", (c) => c.notNull())
      .addColumn("owner", "varchar(100)", (c) => c.notNull())
      .addColumn("reason", text, (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("created_by", "varchar(100)", (c) => c.notNull())
      .addColumn("expires_at", "bigint")
      .addColumn("from_job", "varchar(36)")
      .addColumn("findings", "integer", (c) => c.notNull()),
  ));
  yield* run(built(
    db.schema.createIndex("baselines_project").on("baselines").columns(["project", "name"]),
  ));
  yield* run(built(
    createTable(db, kind, "baseline_parts")
      .addColumn("name", "varchar(100)", (c) => c.notNull())
      .addColumn("part", "integer", (c) => c.notNull())
      .addColumn("entries", text, (c) => c.notNull())
      .addPrimaryKeyConstraint("baseline_parts_key", ["name", "part"])
      .addForeignKeyConstraint(
        "baseline_parts_of_baseline",
        ["name"],
        "baselines",
        ["name"],
        (c) => c.onDelete("cascade"),
      ),
  ));
  yield* run(built(
    createTable(db, kind, "job_fingerprints")
      .addColumn("job_id", "varchar(36)", (c) => c.notNull())
      .addColumn("seq", "integer", (c) => c.notNull())
      .addColumn("fingerprints", text, (c) => c.notNull())
      .addColumn("errors", text, (c) => c.notNull())
      .addColumn("states", text)
      .addPrimaryKeyConstraint("job_fingerprints_key", ["job_id", "seq"])
      .addForeignKeyConstraint(
        "job_fingerprints_of_job",
        ["job_id"],
        "jobs",
        ["job_id"],
        (c) => c.onDelete("cascade"),
      ),
  ));
  const jobs = () => db.schema.alterTable("jobs");
  yield* run(built(jobs().addColumn("baseline", "varchar(100)")));
  yield* run(built(jobs().addColumn("baseline_result", sql`text`)));
}
