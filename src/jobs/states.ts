/** The one table of job and task states and of the moves between them. */

export const JOB_STATUSES = [
  "ACCEPTED",
  "PROCESSING",
  "COMPLETED",
  "PARTIALLY_COMPLETED",
  "FAILED",
  "CANCELLED",
] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const TASK_STATUSES = ["PENDING", "PROCESSING", "SUCCESS", "FAILURE", "CANCELLED"] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export const SUBMISSION_TYPES = ["SINGLE_FILE", "ZIP_ARCHIVE", "TAR_ARCHIVE"] as const;
export type SubmissionType = (typeof SUBMISSION_TYPES)[number];

export const VERDICTS = ["PASS", "FAIL"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A move between states and what causes it. */
export interface Transition<S> {
  readonly from: S;
  readonly to: S;
  readonly when: string;
}

export const JOB_TRANSITIONS: readonly Transition<JobStatus>[] = [
  {
    from: "ACCEPTED",
    to: "PROCESSING",
    when: "a worker expands the archive or claims the first task",
  },
  { from: "ACCEPTED", to: "FAILED", when: "the archive cannot be read after every attempt" },
  { from: "ACCEPTED", to: "CANCELLED", when: "cancelled before any work began" },
  { from: "PROCESSING", to: "COMPLETED", when: "every task succeeded" },
  { from: "PROCESSING", to: "PARTIALLY_COMPLETED", when: "some tasks failed, some succeeded" },
  { from: "PROCESSING", to: "FAILED", when: "every task failed, or nothing could be expanded" },
  { from: "PROCESSING", to: "CANCELLED", when: "cancelled while tasks were open" },
  { from: "PARTIALLY_COMPLETED", to: "PROCESSING", when: "failed tasks are retried by hand" },
  { from: "FAILED", to: "PROCESSING", when: "failed tasks are retried by hand" },
  { from: "FAILED", to: "ACCEPTED", when: "a failed expansion is retried by hand" },
];

export const TASK_TRANSITIONS: readonly Transition<TaskStatus>[] = [
  { from: "PENDING", to: "PROCESSING", when: "a worker claims it" },
  { from: "PENDING", to: "CANCELLED", when: "its job is cancelled" },
  { from: "PROCESSING", to: "SUCCESS", when: "it was linted" },
  { from: "PROCESSING", to: "FAILURE", when: "it failed for good or used up its attempts" },
  { from: "PROCESSING", to: "PENDING", when: "it is retried, released by a drain, or rescued" },
  { from: "PROCESSING", to: "CANCELLED", when: "its job is cancelled" },
  { from: "FAILURE", to: "PENDING", when: "it is retried by hand" },
];

const OPEN_JOB: ReadonlySet<JobStatus> = new Set(["ACCEPTED", "PROCESSING"]);

/** True while work on the job may still be done. */
export function isOpen(status: JobStatus): boolean {
  return OPEN_JOB.has(status);
}

/** The status of a job whose tasks have all ended, from how many ended each way. */
export function finalStatus(
  counts: { succeeded: number; failed: number; cancelled: number },
): "COMPLETED" | "PARTIALLY_COMPLETED" | "FAILED" | "CANCELLED" {
  if (counts.succeeded === 0 && counts.failed === 0 && counts.cancelled > 0) return "CANCELLED";
  if (counts.failed === 0) return "COMPLETED";
  return counts.succeeded === 0 ? "FAILED" : "PARTIALLY_COMPLETED";
}

/** The verdict on what was linted: null where nothing was; warnings alone pass. */
export function verdictOf(counts: { succeeded: number; errors: number }): Verdict | null {
  if (counts.succeeded === 0) return null;
  return counts.errors > 0 ? "FAIL" : "PASS";
}
