/**
 * What the service did over time, from sums that the store keeps: how long they are kept, which of
 * them answer for a range, and the figures that are made of them. The work of an answer is bounded
 * by its points, whatever the history.
 */
import { type Histogram, percentile } from "../jobs/histogram.ts";
import { addPoint, emptyPoint, type TrendPoint } from "../jobs/trend_point.ts";
import { log } from "../observability/log.ts";
import type { TrendStep } from "../store/port.ts";
import { periodic, type Service } from "./periodic.ts";
import type { Services } from "./services.ts";

const logger = log("workflow.trends");

const SECOND = 1000;
const DAY = 86_400 * SECOND;

/** Milliseconds that the shorter sums are kept; the longest as long as the settings say. */
const KEPT: ReadonlyMap<TrendStep, number> = new Map([[60, 2 * DAY], [900, 15 * DAY]]);
const LONGEST: TrendStep = 21_600;

export const RANGES = ["hour", "day", "week", "month"] as const;
export type Range = (typeof RANGES)[number];

/** How far back a range reaches, and the seconds that one of its points stands for. */
const OF_RANGE: Readonly<Record<Range, { span: number; bucket: number }>> = {
  hour: { span: DAY / 24, bucket: 60 },
  day: { span: DAY, bucket: 900 },
  week: { span: 7 * DAY, bucket: 3600 },
  month: { span: 30 * DAY, bucket: 21_600 },
};

/** Seconds of a point, for a range of one's own; and the points that it may have. */
const BUCKETS = [60, 300, 900, 3600, 21_600, 86_400, 604_800] as const;
const MOST_POINTS = 200;
/** Days that a range may span. */
export const MOST_DAYS = 1000;

export interface Window {
  /** Unix ms, at the edges of points. */
  from: number;
  to: number;
  bucket_seconds: number;
  step: TrendStep;
}

/** The longest sums that make up such points. */
function stepFor(bucket: number, from: number, now: number): TrendStep {
  const fitting = [LONGEST, 900, 60].filter((step) => bucket % step === 0) as TrendStep[];
  const [longest = LONGEST] = fitting;
  const kept = KEPT.get(longest);
  if (kept === undefined || from >= now - kept) return longest;
  return longest === 60 && from >= now - KEPT.get(900)! ? 900 : LONGEST;
}

export function windowOfRange(range: Range, now: number): Window {
  const { span, bucket } = OF_RANGE[range];
  const size = bucket * SECOND;
  const to = Math.floor(now / size) * size + size;
  return { from: to - span, to, bucket_seconds: bucket, step: stepFor(bucket, to - span, now) };
}

/** The points that cover a time, as short as sums of that age are kept and as few as 200. */
export function windowBetween(from: number, to: number, now: number): Window {
  for (const bucket of BUCKETS) {
    const step = stepFor(bucket, from, now);
    const last = bucket === BUCKETS.at(-1);
    if (!last && (step > bucket || (to - from) / SECOND / bucket > MOST_POINTS)) continue;
    const size = bucket * SECOND;
    const edges = { from: Math.floor(from / size) * size, to: Math.ceil(to / size) * size };
    return { ...edges, bucket_seconds: bucket, step };
  }
  throw new Error("the longest bucket always fits");
}

interface Percentiles {
  p50: number | null;
  p95: number | null;
}

export interface TrendView {
  at: number;
  jobs: number;
  files: number;
  failed_files: number;
  lines: number;
  errors: number;
  warnings: number;
  /** Of the rule that was asked for, else of all. */
  findings: number;
  findings_per_1000_lines: number | null;
  wait_ms: Percentiles;
  run_ms: Percentiles;
  verdicts: { PASS: number; FAIL: number };
  statements: { total: number; parsed: number };
  /** 0 to 1. */
  parse_coverage: number | null;
}

export interface RuleTrend {
  code: string;
  findings: number;
  per_1000_lines: number | null;
  /** Findings per 1,000 lines by point, in their order. */
  series: (number | null)[];
}

export interface Trends {
  bucket_seconds: number;
  from: number;
  to: number;
  points: TrendView[];
  rules: RuleTrend[];
}

/** Per 1,000 lines, to three digits behind the point; null where there are no lines. */
function perThousand(findings: number, lines: number): number | null {
  return lines === 0 ? null : Math.round(findings / lines * 1_000_000) / 1000;
}

/** Rounded down, so that only what was parsed in full is 1. */
function coverageOf({ statements: { total, parsed } }: Pick<TrendPoint, "statements">) {
  return total === 0 ? null : Math.floor(parsed / total * 10_000) / 10_000;
}

function percentiles(counts: Histogram): Percentiles {
  return { p50: percentile(counts, 0.5), p95: percentile(counts, 0.95) };
}

/** The sums of a window, point by point, those of nothing included. */
function merged({ from, to, bucket_seconds }: Window, rows: readonly TrendPoint[]): TrendPoint[] {
  const size = bucket_seconds * SECOND;
  const points: TrendPoint[] = [];
  for (let at = from; at < to; at += size) points.push(emptyPoint(at));
  for (const row of rows) {
    const point = points[Math.floor((row.at - from) / size)];
    if (point !== undefined) addPoint(point, row);
  }
  return points;
}

/** `label` as `project:shop`, null for everything; `rule` narrows what counts as a finding. */
export async function trendsOf(
  services: Pick<Services, "store">,
  window: Window,
  label: string | null,
  rule: string | null,
): Promise<Trends> {
  const { from, to, bucket_seconds, step } = window;
  const points = merged(window, await services.store.trends.points(label, step, from, to));
  const codes = rule === null
    ? [...new Set(points.flatMap((point) => Object.keys(point.rules)))]
    : [rule];
  const lines = points.reduce((sum, point) => sum + point.lines, 0);
  const rules = codes.map((code) => {
    const findings = points.reduce((sum, point) => sum + (point.rules[code] ?? 0), 0);
    const series = points.map((p) => perThousand(p.rules[code] ?? 0, p.lines));
    return { code, findings, per_1000_lines: perThousand(findings, lines), series };
  });
  rules.sort((a, b) => b.findings - a.findings || (a.code < b.code ? -1 : 1));
  const views = points.map(({ wait, run, rules: found, ...point }): TrendView => {
    const findings = rule === null ? point.errors + point.warnings : found[rule] ?? 0;
    return {
      ...point,
      findings,
      findings_per_1000_lines: perThousand(findings, point.lines),
      wait_ms: percentiles(wait),
      run_ms: percentiles(run),
      parse_coverage: coverageOf(point),
    };
  });
  return { bucket_seconds, from, to, points: views, rules };
}

/** Milliseconds between two looks for jobs whose end is not counted yet. */
const INTERVAL = 2000;
/** Jobs that one commit counts. */
const PAGE = 200;

/** Counts every job that has ended by now. */
export async function countTrends({ store }: Pick<Services, "store">): Promise<void> {
  while (await store.trends.count(PAGE) > 0);
}

export function trendsService(services: Services): Service {
  return periodic("trends", INTERVAL, () => countTrends(services));
}

/** Forgets sums past their time; `days` for the longest of them, 0 for ever. */
export async function forgetTrends(services: Services, days: number): Promise<void> {
  const now = services.now();
  let count = 0;
  for (const [step, kept] of KEPT) count += await services.store.trends.prune(step, now - kept);
  if (days > 0) count += await services.store.trends.prune(LONGEST, now - days * DAY);
  if (count > 0) logger.info("sums of trends past their days were forgotten", { count });
}
