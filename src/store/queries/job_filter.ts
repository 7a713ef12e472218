/** What a filter of jobs asks of their rows, and the range of ids that it leaves. */
import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { JobFilter } from "../port.ts";
import type { Schema } from "../schema.ts";
import { ID_SLACK, idAt, LAST_ID } from "./ids.ts";

/** Sorts after every other character, so that prefix + LAST_CHARACTER is the end of a prefix. */
export const LAST_CHARACTER = "\u{10ffff}";

/** The part of a filter that is about the job's own row. */
export type RowFilter = Omit<JobFilter, "labels">;

/** The conditions on a row of `jobs`; none for a filter that asks nothing. */
export function conditionsOf(
  eb: ExpressionBuilder<Schema, "jobs">,
  filter: RowFilter,
): Expression<SqlBool>[] {
  const { since, until, q } = filter;
  const conditions: Expression<SqlBool>[] = [];
  for (const column of ["status", "verdict", "dialect", "engine"] as const) {
    const value = filter[column];
    if (value !== undefined) conditions.push(eb(`jobs.${column}`, "=", value));
  }
  if (since !== undefined) conditions.push(eb("jobs.created_at", ">=", since));
  if (until !== undefined) conditions.push(eb("jobs.created_at", "<", until));
  if (q !== undefined && q !== "") {
    conditions.push(eb("jobs.file_name", ">=", q));
    conditions.push(eb("jobs.file_name", "<", q + LAST_CHARACTER));
  }
  return conditions;
}

/** Ids that may fit: not less than `from`, where that is set, and less than `before`. */
export interface IdRange {
  from: string | null;
  before: string;
}

/** The time filters also bound the ids, so that a page far back is found without reading the rest. */
export function rangeOf({ since, until }: RowFilter, before: string | undefined): IdRange {
  const ends = [before ?? LAST_ID, until === undefined ? LAST_ID : idAt(until + ID_SLACK)].sort();
  return { from: since === undefined ? null : idAt(since - ID_SLACK), before: ends[0]! };
}
