/** What ended in one stretch of time, to be added up. */
import { addHistogram, type Histogram } from "./histogram.ts";

export interface TrendPoint {
  /** Its beginning, Unix ms. */
  at: number;
  /** Ends of jobs: one that is retried ends twice. */
  jobs: number;
  /** Files that were linted or failed, and those that failed. */
  files: number;
  failed_files: number;
  /** Lines of the files that were linted. */
  lines: number;
  errors: number;
  warnings: number;
  verdicts: { PASS: number; FAIL: number };
  /** From submission to the last claim, and from there to the end. */
  wait: Histogram;
  run: Histogram;
  /** Findings by rule. */
  rules: Record<string, number>;
  /** Statements of the files that were linted, and those that were parsed whole. */
  statements: { total: number; parsed: number };
}

export function emptyPoint(at: number): TrendPoint {
  return {
    at,
    jobs: 0,
    files: 0,
    failed_files: 0,
    lines: 0,
    errors: 0,
    warnings: 0,
    verdicts: { PASS: 0, FAIL: 0 },
    wait: [],
    run: [],
    rules: {},
    statements: { total: 0, parsed: 0 },
  };
}

/** Adds `point` to `sum`, whose time stays. */
export function addPoint(sum: TrendPoint, point: TrendPoint): void {
  for (const key of ["jobs", "files", "failed_files", "lines", "errors", "warnings"] as const) {
    sum[key] += point[key];
  }
  sum.statements.total += point.statements.total;
  sum.statements.parsed += point.statements.parsed;
  sum.verdicts.PASS += point.verdicts.PASS;
  sum.verdicts.FAIL += point.verdicts.FAIL;
  addHistogram(sum.wait, point.wait);
  addHistogram(sum.run, point.run);
  for (const [code, count] of Object.entries(point.rules)) {
    sum.rules[code] = (sum.rules[code] ?? 0) + count;
  }
}
