/** What a report format is: it writes a head, each file as it comes, and a foot. */
import type { BaselineState } from "../baseline.ts";
import type { LintResult, Summary, Violation } from "../result.ts";

/** What a report is of: a job of the service, or a run of the command line. */
export interface ReportHead {
  /** Null on the command line. */
  job_id: string | null;
  job_status: string;
  verdict: string | null;
  file_name: string;
  engine: string;
  dialect: string;
  /** ISO 8601. */
  created_at: string;
  /** `count` where one stands for several that are not named. */
  skipped: readonly { name: string; reason: string; count?: number }[];
  error: { code: string; message: string } | null;
}

/** One file: linted, or failed with a reason, or not done. */
export interface ReportFile {
  file: string;
  task_status: string;
  result: LintResult | null;
  error: { code: string; message: string } | null;
  /** The text that was linted, where the format needs it and it is still there. */
  text: string | null;
  /** The fingerprint of each violation, in their order, where the format needs them. */
  fingerprints: readonly string[] | null;
  /** How each violation stands to the baseline, in their order; null without one. */
  states: readonly BaselineState[] | null;
  /** What `noqa` suppresses, where that was asked for. */
  suppressed: readonly Violation[] | null;
  /** What left the file out, as `ignoredBy` says it; then there is neither result nor error. */
  left_out: string | null;
  /** Fixes were written to the file. */
  fixed: boolean;
}

export interface ReportFoot {
  files: number;
  failed: number;
  summary: Summary;
  /** How the findings stand to the baseline; null without one. */
  baseline: { new: number; unchanged: number; gone: number } | null;
}

/** What a report says of a rule, from the catalogue. */
export interface RuleHelp {
  code: string;
  name: string;
  description: string;
  groups: readonly string[];
  why?: string;
  bad?: string;
  good?: string;
}

/** What writers ask of their surroundings. */
export interface ReportContext {
  /** Of Lintel. */
  version: string;
  rule(code: string): RuleHelp | undefined;
  /** Whether the text is shown by a terminal that shows colours. */
  colour: boolean;
}

/** Writes one report in pieces; the pieces in order are the report. */
export interface ReportWriter {
  head(head: ReportHead): string;
  /** `index` counts the files from 0. */
  file(file: ReportFile, index: number): string;
  foot(foot: ReportFoot, head: ReportHead): string;
}

/** A format that reports come in. */
export interface ReportKind {
  /** What content negotiation compares; null for a format that has to be named. */
  readonly mediaType: string | null;
  readonly contentType: string;
  /** Of files that hold such a report. */
  readonly extension: string;
  /** What `ReportFile` has to hold of each file with findings. */
  readonly needs: { readonly text: boolean; readonly fingerprints: boolean };
  /** Whether the report tells findings that a baseline has; elsewhere only new ones are reported. */
  readonly tellsStates: boolean;
  /** Extra Content-Security-Policy of the answer over HTTP, where the report is a page. */
  readonly policy?: string;
  writer(context: ReportContext): ReportWriter;
}
