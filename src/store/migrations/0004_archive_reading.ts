/** How an archive was read: the encoding of its names, and what was taken for something else. */
import { sql } from "kysely";
import { built, type Db, type Plan, run } from "../plan.ts";

export function* archiveReading(db: Db): Plan<void> {
  yield* run(built(db.schema.alterTable("jobs").addColumn("archive_reading", sql`text`)));
}
