/**
 * Indexes of what most rows do not have. In SQLite they leave those rows out: each new job and task
 * was written to six more pages, which said nothing of it.
 */
import { sql } from "kysely";
import { built, type Db, type Plan, run } from "../plan.ts";
import type { DatabaseKind } from "./tables.ts";

const SPARSE = [
  ["jobs_expand_due_at", "jobs", ["expand_due_at"]],
  ["jobs_expand_worker", "jobs", ["expand_worker"]],
  ["jobs_trend_due", "jobs", ["trend_due"]],
  ["jobs_finished_at", "jobs", ["finished_at"]],
  ["jobs_verdict", "jobs", ["verdict", "job_id"]],
  ["tasks_lease_worker", "tasks", ["lease_worker"]],
] as const;

export function* partialIndexes(db: Db, kind: DatabaseKind): Plan<void> {
  // MySQL has none.
  if (kind === "mysql") return;
  for (const [name, table, columns] of SPARSE) {
    yield* run(built(db.schema.dropIndex(name)));
    yield* run(built(
      db.schema.createIndex(name).on(table).columns([...columns])
        .where(sql.ref(columns[0]), "is not", null),
    ));
  }
}
