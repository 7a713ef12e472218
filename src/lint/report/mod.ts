/** The formats a report can have: each a file of its own, listed here by name. */
import { jsonReport } from "./json.ts";
import type { ReportWriter } from "./port.ts";
import { textReport } from "./text.ts";

export const REPORTS = { json: jsonReport, text: textReport } as const satisfies Record<
  string,
  ReportWriter
>;

export type ReportFormat = keyof typeof REPORTS;
