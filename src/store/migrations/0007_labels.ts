/** What a job is for, who submitted it, and which job it was made from. */
import { sql } from "kysely";
import { built, type Db, type Plan, run } from "../plan.ts";
import { createTable, type DatabaseKind } from "./tables.ts";

export function* labels(db: Db, kind: DatabaseKind): Plan<void> {
  const jobs = () => db.schema.alterTable("jobs");
  yield* run(built(jobs().addColumn("labels", sql`text`)));
  yield* run(built(jobs().addColumn("submitted_by", "varchar(100)")));
  yield* run(built(jobs().addColumn("relint_of", "varchar(36)")));
  const table = createTable(db, kind, "job_labels")
    .addColumn("label", "varchar(240)", (c) => c.notNull())
    .addColumn("job_id", "varchar(36)", (c) => c.notNull())
    .addPrimaryKeyConstraint("job_labels_key", ["label", "job_id"])
    .addForeignKeyConstraint(
      "job_labels_of_job",
      ["job_id"],
      "jobs",
      ["job_id"],
      (c) => c.onDelete("cascade"),
    );
  // The rows in the order of their key, as InnoDB keeps them: one tree and not two.
  yield* run(built(kind === "sqlite" ? table.modifyEnd(sql`without rowid`) : table));
  yield* run(built(db.schema.createIndex("job_labels_job").on("job_labels").column("job_id")));
}
