/** Jobs, tasks and attempts as the store keeps them. Times are Unix milliseconds. */
import type { EngineName, LintOptions } from "../lint/port.ts";
import type { BaselineResult } from "./baseline_result.ts";
import type { Labels } from "./labels.ts";
import type { Outcome, Severity } from "../lint/result.ts";
import type { JobStatus, SubmissionType, TaskStatus, Verdict } from "./states.ts";

/** Options fixed at submission; every task of the job runs with them. */
export interface JobOptions extends LintOptions {
  encoding?: string;
  /** Name of the baseline that what is found is compared with. */
  baseline?: string;
}

/** An entry of an archive that did not become a task, and why. */
export interface SkippedEntry {
  name: string;
  reason: string;
  /** How many entries it stands for, where that is more than the one of its name. */
  count?: number;
}

export function countSkipped(skipped: readonly SkippedEntry[]): number {
  return skipped.reduce((sum, { count = 1 }) => sum + count, 0);
}

/** How an archive was read, where that is not plain from its bytes. */
export interface ArchiveReading {
  /** In which the names were read that do not say; null where all of them do. */
  name_encoding: string | null;
  /** What was taken for something else, in whole sentences. */
  notes: string[];
}

export interface JobError {
  code: string;
  message: string;
}

/** How often something was found. */
export interface RuleCount {
  code: string;
  severity: Severity;
  count: number;
}

export interface TaskCounts {
  total: number;
  pending: number;
  processing: number;
  succeeded: number;
  failed: number;
  cancelled: number;
}

export interface Job {
  /** UUIDv7: sorts by time of submission. */
  job_id: string;
  status: JobStatus;
  verdict: Verdict | null;
  submission_type: SubmissionType;
  file_name: string;
  /** Dialect for listing and filtering; what a configuration file says may still override it. */
  dialect: string;
  engine: EngineName;
  options: JobOptions;
  upload_bytes: number;
  counts: TaskCounts;
  error_count: number;
  warning_count: number;
  /** What was found in all of its files, by rule and severity, in this order. */
  rule_counts: RuleCount[];
  skipped: SkippedEntry[];
  reading: ArchiveReading;
  error: JobError | null;
  /** The file of the job that holds the upload. */
  upload_file: string;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
  /** Attempts at expanding the archive; 0 for a single file. */
  expand_attempt: number;
  labels: Labels;
  /** Name of the token it was submitted with; null for a job from before that was kept. */
  submitted_by: string | null;
  /** The job whose files this one lints again; null where it has its own. */
  relint_of: string | null;
  baseline: string | null;
  /** Null before the end, and where nothing was linted to compare. */
  baseline_result: BaselineResult | null;
}

/** Where bytes lie: a file of the job, a stretch of it, and the hash of that stretch. */
export interface PackRef {
  file: string;
  offset: number;
  length: number;
  sha256: string;
}

/** In place of a file: the store itself holds the bytes. */
export const IN_STORE = "store";

export interface Task {
  /** UUIDv7. */
  task_id: string;
  job_id: string;
  /** Position in the job, from 0. */
  seq: number;
  /** Full path in the archive, or the given file name. */
  file_name: string;
  status: TaskStatus;
  outcome: Outcome | null;
  attempt: number;
  worker_id: string | null;
  lease_token: string | null;
  /** When it may be claimed. */
  due_at: number;
  source: PackRef | null;
  result: PackRef | null;
  error: JobError | null;
  error_count: number;
  warning_count: number;
  statements_total: number;
  statements_parsed: number;
  duration_ms: number | null;
  dead_lettered_at: number | null;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
}

/** One run of a task (or of a job's expansion, where task_id is null), kept when it has ended. */
export interface Attempt {
  job_id: string;
  task_id: string | null;
  attempt: number;
  worker_id: string;
  started_at: number;
  finished_at: number;
  /** Null when it succeeded. */
  error: JobError | null;
}
