/** A lint result as the API shows it. */
import { z } from "@hono/zod-openapi";
import type { Outcome } from "../../lint/result.ts";

const Count = z.number().int();
const Position = { line: Count, column: Count, end_line: Count, end_column: Count };

/** How a file ended, as src/lint/result.ts has it. */
export const OUTCOMES = [
  "clean",
  "findings",
  "partly_parsed",
  "skipped",
  "timed_out",
  "failed",
  "cancelled",
] as const satisfies readonly Outcome[];

export const ViolationView = z.object({
  file: z.string(),
  ...Position,
  code: z.string(),
  name: z.string(),
  description: z.string(),
  severity: z.enum(["error", "warning"]),
  fix: z.object({ edits: z.array(z.object({ ...Position, text: z.string() })) }).optional(),
}).openapi("Violation");

export const ResultView = z.object({
  file: z.string(),
  violations: z.array(ViolationView),
  summary: z.object({
    total: Count,
    error_count: Count,
    warning_count: Count,
    by_rule: z.record(z.string(), Count),
  }),
  engine: z.object({ name: z.string(), version: z.string() }),
  dialect: z.string(),
  outcome: z.enum(OUTCOMES),
  statements: z.object({ total: Count, parsed: Count }),
  rules_run: z.array(z.string()),
  rules_missing: z.array(z.string()),
  notes: z.array(z.string()),
  duration_ms: z.number(),
  fixed: z.string().optional(),
}).openapi("LintResult");
