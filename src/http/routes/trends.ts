/** GET /trends: what was done and found over time, as JSON or CSV. */
import { z } from "@hono/zod-openapi";
import { labelFault, TREND_LABELS } from "../../jobs/labels.ts";
import { type Trends, trendsOf } from "../../workflow/trends.ts";
import { gzipAnswer } from "../gzip.ts";
import { route } from "../route.ts";
import { csvHeaders, csvRow, windowOf, WindowQuery } from "../schemas/trend_window.ts";

const Query = WindowQuery.extend({
  label: z.string().superRefine((text, context) => {
    const message = labelFault(text) ??
      (TREND_LABELS.some((key) => text.startsWith(`${key}:`))
        ? null
        : `takes a label of the keys ${TREND_LABELS.join(", ")}, as project:shop`);
    if (message !== null) context.addIssue({ code: "custom", message });
  }).optional().openapi({
    description: `One label of the keys ${
      TREND_LABELS.join(", ")
    }; sums are kept for each of these.`,
    example: "project:shop",
  }),
  rule: z.string().min(1).max(50).optional().openapi({
    description: "Only the findings of this rule.",
    example: "LT01",
  }),
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
    statements: z.object({ total: n, parsed: n }),
    parse_coverage: n.nullable().openapi({
      description: "The share of statements that were parsed whole, 0 to 1; null where none were.",
    }),
  })),
  rules: z.array(z.object({
    code: z.string(),
    findings: n,
    per_1000_lines: n.nullable(),
    series: z.array(n.nullable()).openapi({ description: "Per 1,000 lines, point by point." }),
  })),
}).openapi("Trends");

const COLUMNS = ["jobs", "files", "failed_files", "lines", "errors", "warnings"] as const;

/** A line for each point, with a column for the findings per 1,000 lines of each rule. */
function csvOf({ points, rules }: Trends): string {
  const times = ["wait_p50_ms", "wait_p95_ms", "run_p50_ms", "run_p95_ms"];
  const head = ["at", ...COLUMNS, "findings", "findings_per_1000_lines", ...times, "pass", "fail"];
  const statements = ["statements", "statements_parsed", "parse_coverage"];
  let text = csvRow([...head, ...statements, ...rules.map(({ code }) => code)]);
  for (const [at, point] of points.entries()) {
    const { wait_ms, run_ms, verdicts, statements } = point;
    text += csvRow([
      new Date(point.at).toISOString(),
      ...COLUMNS.map((column) => point[column]),
      point.findings,
      point.findings_per_1000_lines,
      ...[wait_ms.p50, wait_ms.p95, run_ms.p50, run_ms.p95],
      ...[verdicts.PASS, verdicts.FAIL],
      ...[statements.total, statements.parsed, point.parse_coverage],
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
    middleware: gzipAnswer(),
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
    if (format === "csv") return c.body(csvOf(trends), 200, csvHeaders("trends")) as never;
    const time = (ms: number) => new Date(ms).toISOString();
    const points = trends.points.map((point) => ({ ...point, at: time(point.at) }));
    return c.json({ ...trends, from: time(trends.from), to: time(trends.to), points }, 200);
  },
);
