/** Reading and forgetting the sums of what the service did. */
import type { Selectable } from "kysely";
import type { TrendsTable } from "../schema.ts";
import type { TrendPoint } from "../../jobs/trend_point.ts";
import type { TrendStep } from "../trends_port.ts";
import { all, type Db, type Plan, prepared, run } from "../plan.ts";
import { deleteSamples } from "./queue_samples.ts";

export type TrendRow = Selectable<TrendsTable>;

/** The label under which everything is summed. */
export const EVERYTHING = "";

const selectPoints = prepared<
  { label: string; step: number; from: number; to: number },
  TrendRow
>((db, p) =>
  db.selectFrom("trends").selectAll().where("label", "=", p("label")).where("step", "=", p("step"))
    .where("at", ">=", p("from")).where("at", "<", p("to")).orderBy("at")
);

export function toPoint(row: TrendRow): TrendPoint {
  return {
    at: row.at,
    jobs: row.jobs,
    files: row.files,
    failed_files: row.failed_files,
    lines: row.source_lines,
    errors: row.error_count,
    warnings: row.warning_count,
    verdicts: { PASS: row.passed, FAIL: row.failed },
    wait: JSON.parse(row.waits),
    run: JSON.parse(row.runs),
    rules: JSON.parse(row.rules),
    statements: { total: row.statements_total, parsed: row.statements_parsed },
  };
}

export function* trendPoints(
  db: Db,
  label: string | null,
  step: TrendStep,
  from: number,
  to: number,
): Plan<TrendPoint[]> {
  const rows = yield* all(selectPoints(db, { label: label ?? EVERYTHING, step, from, to }));
  return rows.map(toPoint);
}

const deletePoints = prepared<{ step: number; cutoff: number }>((db, p) =>
  db.deleteFrom("trends").where("step", "=", p("step")).where("at", "<", p("cutoff"))
);

export function* pruneTrends(db: Db, step: TrendStep, cutoff: number): Plan<number> {
  const samples = yield* run({ ...deleteSamples(db, { step, cutoff }), heavy: true });
  return samples + (yield* run({ ...deletePoints(db, { step, cutoff }), heavy: true }));
}
