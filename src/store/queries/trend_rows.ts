/** Adding sums to the rows that hold them, each of which is locked before it is read. */
import { addPoint, emptyPoint, type TrendPoint } from "../../jobs/trend_point.ts";
import type { TrendStep } from "../trends_port.ts";
import { batch, type Db, locked, type Plan, prepared } from "../plan.ts";
import { toPoint, type TrendRow } from "./trends.ts";

type Key = Pick<TrendRow, "label" | "step" | "at">;

const selectPoint = prepared<Key, TrendRow>((db, p) =>
  db.selectFrom("trends").selectAll().where("label", "=", p("label"))
    .where("step", "=", p("step")).where("at", "=", p("at"))
);

/** What a row holds beside its key. */
function sums(p: <K extends keyof TrendRow>(name: K) => TrendRow[K]): Omit<TrendRow, keyof Key> {
  return {
    jobs: p("jobs"),
    files: p("files"),
    failed_files: p("failed_files"),
    source_lines: p("source_lines"),
    error_count: p("error_count"),
    warning_count: p("warning_count"),
    passed: p("passed"),
    failed: p("failed"),
    waits: p("waits"),
    runs: p("runs"),
    rules: p("rules"),
    statements_total: p("statements_total"),
    statements_parsed: p("statements_parsed"),
  };
}

const updatePoint = prepared<TrendRow>((db, p) =>
  db.updateTable("trends").set(sums(p)).where("label", "=", p("label")).where(
    "step",
    "=",
    p("step"),
  ).where("at", "=", p("at"))
);

const insertPoint = prepared<TrendRow>((db, p) =>
  db.insertInto("trends").values({
    label: p("label"),
    step: p("step"),
    at: p("at"),
    ...sums(p),
  })
);

function rowOf({ label, step }: { label: string; step: number }, point: TrendPoint): TrendRow {
  return {
    label,
    step,
    at: point.at,
    jobs: point.jobs,
    files: point.files,
    failed_files: point.failed_files,
    source_lines: point.lines,
    error_count: point.errors,
    warning_count: point.warnings,
    passed: point.verdicts.PASS,
    failed: point.verdicts.FAIL,
    waits: JSON.stringify(point.wait),
    runs: JSON.stringify(point.run),
    rules: JSON.stringify(point.rules),
    statements_total: point.statements.total,
    statements_parsed: point.statements.parsed,
  };
}

/** Adds each sum to its row. Rows are locked in the order of their keys. */
export function* addToPoints(
  db: Db,
  sums: readonly { label: string; step: TrendStep; point: TrendPoint }[],
): Plan<void> {
  const byKey = new Map<string, { label: string; step: TrendStep; point: TrendPoint }>();
  for (const { label, step, point } of sums) {
    const key = JSON.stringify([label, step, point.at]);
    const known = byKey.get(key);
    if (known !== undefined) addPoint(known.point, point);
    else {
      const sum = emptyPoint(point.at);
      addPoint(sum, point);
      byKey.set(key, { label, step, point: sum });
    }
  }
  const sorted = [...byKey].sort(([a], [b]) => a < b ? -1 : 1).map(([, sum]) => sum);
  const answers = yield* batch(
    sorted.map(({ label, step, point: { at } }) =>
      locked(selectPoint(db, { label, step, at }), "wait")
    ),
  );
  yield* batch(sorted.map((sum, at) => {
    const [row] = answers[at]!.rows as TrendRow[];
    if (row === undefined) {
      return { ...insertPoint(db, rowOf(sum, sum.point)), race: true as const };
    }
    const point = toPoint(row);
    addPoint(point, sum.point);
    return updatePoint(db, rowOf(sum, point));
  }));
}
