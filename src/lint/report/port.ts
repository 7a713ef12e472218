/** What a report format is: it writes a head, each file as it comes, and a foot. */
import type { LintResult, Summary } from "../result.ts";

/** The job a report is of. */
export interface ReportHead {
  job_id: string;
  job_status: string;
  verdict: string | null;
  file_name: string;
  engine: string;
  dialect: string;
  created_at: string;
  skipped: readonly { name: string; reason: string }[];
  error: { code: string; message: string } | null;
}

/** One file: linted, or failed with a reason, or not done. */
export interface ReportFile {
  file: string;
  task_status: string;
  result: LintResult | null;
  error: { code: string; message: string } | null;
}

export interface ReportFoot {
  files: number;
  failed: number;
  summary: Summary;
}

/** Writes text in pieces; the pieces in order are the report. */
export interface ReportWriter {
  /** What content negotiation compares. */
  readonly mediaType: string;
  readonly contentType: string;
  head(head: ReportHead): string;
  /** `index` counts the files from 0. */
  file(file: ReportFile, index: number): string;
  foot(foot: ReportFoot, head: ReportHead): string;
}
