/** Jobs by their labels, newest first. */
import { labelText } from "../../jobs/labels.ts";
import type { NewJob } from "../port.ts";
import { built, type Db, prepared, type Statement } from "../plan.ts";
import { conditionsOf, type IdRange, type RowFilter } from "./job_filter.ts";

const insertLabel = prepared<{ label: string; job_id: string }>((db, p) =>
  db.insertInto("job_labels").values({ label: p("label"), job_id: p("job_id") })
);

export function insertLabels(db: Db, { job_id, labels }: NewJob): Statement<unknown>[] {
  return Object.entries(labels ?? {})
    .map(([key, value]) => insertLabel(db, { label: labelText(key, value), job_id }));
}

/**
 * Ids of the jobs that bear all of the labels. Read out of the first one's index in order; what
 * else must hold is asked row by row and as a value, since a join would let a database begin at
 * the jobs and sort.
 */
export function labelledIds(
  db: Db,
  [first, ...others]: readonly [string, ...string[]],
  filter: RowFilter,
  { from, before }: IdRange,
  limit: number,
): Statement<{ job_id: string }> {
  let query = db.selectFrom("job_labels").select("job_labels.job_id")
    .where("job_labels.label", "=", first).where("job_labels.job_id", "<", before)
    .orderBy("job_labels.job_id", "desc").limit(limit);
  if (from !== null) query = query.where("job_labels.job_id", ">=", from);
  for (const other of others) {
    query = query.where((eb) =>
      eb(
        eb.selectFrom("job_labels as other").select("other.job_id")
          .where("other.label", "=", other)
          .whereRef("other.job_id", "=", "job_labels.job_id"),
        "is not",
        null,
      )
    );
  }
  const narrows = Object.values(filter).some((value) => value !== undefined);
  if (narrows) {
    query = query.where((eb) =>
      eb(
        eb.selectFrom("jobs").select("jobs.job_id")
          .whereRef("jobs.job_id", "=", "job_labels.job_id")
          .where((inner) => inner.and(conditionsOf(inner, filter))),
        "is not",
        null,
      )
    );
  }
  return built(query);
}
