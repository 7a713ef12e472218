/** GET /trends: what was done and found over time, as JSON or CSV. */
import { z } from "@hono/zod-openapi";
import { LintelError } from "../../errors.ts";
import { labelFault } from "../../jobs/labels.ts";
import { csvCell } from "../../lint/report/csv.ts";
import {
  MOST_DAYS,
  type Range,
  RANGES,
  type Trends,
  trendsOf,
  type Window,
  windowBetween,
  windowOfRange,
} from "../../workflow/trends.ts";
import { route } from "../route.ts";

const When = z.iso.datetime({ offset: true }).optional();

const Query = z.object({
  range: z.enum(RANGES).optional().openapi({
    description: "Back from now; `day` where neither this nor `from` is given.",
  }),
  from: When.openapi({ description: "In place of `range`." }),
  to: When.openapi({ description: "With `from`; now where it is not given." }),
  label: z.string().superRefine((text, context) => {
    const message = labelFault(text) ??
      (text.startsWith("project:") ? null : "takes a label of the key project, as project:shop");
    if (message !== null) context.addIssue({ code: "custom", message });
  }).optional().openapi({
    description: "A project; sums are kept for each of these.",
    example: "project:shop",
  }),
  rule: z.string().min(1).max(50).optional().openapi({
    description: "Only the findings of this rule.",
    example: "LT01",
  }),
  format: z.enum(["json", "csv"]).default("json"),
});

const n = z.number();
const Percentiles = z.object({ p50: n.nullable(), p95: n.nullable() });
const Time = z.string().openapi({ format: "date-time" });

const TrendsView = z.object({
  bucket_seconds: z.number().int(),
  from: Time,
  to: Time,
  points: z.array(z.object({
    at: Time,
    jobs: n,
    files: n,
    failed_files: n,
    lines: n,
    errors: n,
    warnings: n,
    findings: n.openapi({ description: "Errors and warnings; of `rule` where that is given." }),
    findings_per_1000_lines: n.nullable(),
    wait_ms: Percentiles,
    run_ms: Percentiles,
    verdicts: z.object({ PASS: n, FAIL: n }),
  })),
  rules: z.array(z.object({
    code: z.string(),
    findings: n,
    per_1000_lines: n.nullable(),
    series: z.array(n.nullable()).openapi({ description: "Per 1,000 lines, point by point." }),
  })),
}).openapi("Trends");

const DAY = 86_400_000;

/** Throws `validation_failed` for what is no range. */
function windowOf(
  { range, from, to }: { range?: Range; from?: string; to?: string },
  now: number,
): Window {
  if (from === undefined) {
    if (to !== undefined) refuse("to", "takes a `from` beside it");
    return windowOfRange(range ?? "day", now);
  }
  if (range !== undefined) refuse("range", "does not go together with `from`");
  const [start, end] = [Date.parse(from), to === undefined ? now : Date.parse(to)];
  if (end <= start) refuse("to", "takes a time after `from`");
  const days = (end - start) / DAY;
  if (days > MOST_DAYS) {
    refuse("from", `takes a time at most ${MOST_DAYS} days before \`to\`, not ${Math.ceil(days)}`);
  }
  return windowBetween(start, end, now);
}

function refuse(path: string, message: string): never {
  throw new LintelError("validation_failed", `${path} ${message}`, { fields: [{ path, message }] });
}

/** A line of cells, those of null empty. */
function csvRow(cells: readonly (string | number | null)[]): string {
  return cells.map((cell) => cell === null ? "" : csvCell(cell)).join(",") + "\r\n";
}

const COLUMNS = ["jobs", "files", "failed_files", "lines", "errors", "warnings"] as const;

/** A line for each point, with a column for the findings per 1,000 lines of each rule. */
function csvOf({ points, rules }: Trends): string {
  const times = ["wait_p50_ms", "wait_p95_ms", "run_p50_ms", "run_p95_ms"];
  const head = ["at", ...COLUMNS, "findings", "findings_per_1000_lines", ...times, "pass", "fail"];
  let text = csvRow([...head, ...rules.map(({ code }) => code)]);
  for (const [at, point] of points.entries()) {
    const { wait_ms, run_ms, verdicts } = point;
    text += csvRow([
      new Date(point.at).toISOString(),
      ...COLUMNS.map((column) => point[column]),
      point.findings,
      point.findings_per_1000_lines,
      ...[wait_ms.p50, wait_ms.p95, run_ms.p50, run_ms.p95],
      ...[verdicts.PASS, verdicts.FAIL],
      ...rules.map(({ series }) => series[at] ?? null),
    ]);
  }
  return text;
}

export const getTrends = route(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/trends",
    summary: "What was done and found over time",
    tags: ["trends"],
    request: { query: Query },
    responses: {
      200: {
        description: "The trends; points of nothing included",
        content: {
          "application/json": { schema: TrendsView },
          "text/csv": { schema: z.string() },
        },
      },
    },
  },
  (deps) => async (c) => {
    const { label, rule, format, ...range } = c.req.valid("query");
    const { services } = deps;
    const trends = await trendsOf(
      services,
      windowOf(range, services.now()),
      label ?? null,
      rule ?? null,
    );
    if (format === "csv") {
      c.header("Content-Disposition", 'attachment; filename="trends.csv"');
      return c.body(csvOf(trends), 200, { "Content-Type": "text/csv; charset=utf-8" }) as never;
    }
    const time = (ms: number) => new Date(ms).toISOString();
    const points = trends.points.map((point) => ({ ...point, at: time(point.at) }));
    return c.json({ ...trends, from: time(trends.from), to: time(trends.to), points }, 200);
  },
);
