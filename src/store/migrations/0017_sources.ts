/**
 * Small sources of single files, which lie in the store itself: a file of the volume for each is
 * created, waited for twice and removed again, and costs more than all rows of its job.
 */
import { sql } from "kysely";
import { built, type Db, type Plan, run } from "../plan.ts";
import { createTable, type DatabaseKind } from "./tables.ts";

export function* sources(db: Db, kind: DatabaseKind): Plan<void> {
  yield* run(built(
    createTable(db, kind, "job_sources")
      .addColumn("job_id", "varchar(36)", (c) => c.primaryKey())
      .addColumn("bytes", sql`mediumblob`, (c) => c.notNull())
      .addForeignKeyConstraint(
        "job_sources_of_job",
        ["job_id"],
        "jobs",
        ["job_id"],
        (c) => c.onDelete("cascade"),
      ),
  ));
}
