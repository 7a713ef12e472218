/** Dead letters are listed by the time at which they became such. */
import { sql } from "kysely";
import { built, type Db, type Plan, run } from "../plan.ts";
import type { DatabaseKind } from "./tables.ts";

export function* deadLetters(db: Db, kind: DatabaseKind): Plan<void> {
  const index = db.schema.createIndex("tasks_dead_lettered").on("tasks")
    .columns(["dead_lettered_at", "task_id"]);
  // Nearly no task is one: where a database can leave the others out, they cost nothing.
  yield* run(
    built(kind === "sqlite" ? index.where(sql.ref("dead_lettered_at"), "is not", null) : index),
  );
}
