/** Jobs and tasks as the API shows them, and how they are made from rows. */
import { z } from "@hono/zod-openapi";
import type { Attempt, Job, Task } from "../../jobs/job.ts";
import {
  isOpen,
  JOB_STATUSES,
  SUBMISSION_TYPES,
  TASK_STATUSES,
  VERDICTS,
} from "../../jobs/states.ts";
import { ENGINE_NAMES } from "../../lint/port.ts";

const Time = z.string().openapi({ format: "date-time" });
const Count = z.number().int();

const JobId = z.string().openapi({
  param: { name: "job_id", in: "path" },
  example: "0192f0c1-2345-7000-8000-0123456789ab",
});
export const JobParams = z.object({ job_id: JobId });
export const TaskParams = z.object({
  task_id: z.string().openapi({ param: { name: "task_id", in: "path" } }),
});

export const Fault = z.object({ code: z.string(), message: z.string() }).openapi("Fault");

const Links = z.record(z.string(), z.string()).openapi({ description: "Paths of what is near." });

export const Progress = z.object({
  total: Count,
  pending: Count,
  processing: Count,
  succeeded: Count,
  failed: Count,
  cancelled: Count,
}).openapi("Progress");

export const JobView = z.object({
  job_id: z.string(),
  job_status: z.enum(JOB_STATUSES),
  verdict: z.enum(VERDICTS).nullable(),
  submission_type: z.enum(SUBMISSION_TYPES),
  file_name: z.string(),
  dialect: z.string(),
  engine: z.enum(ENGINE_NAMES),
  progress: Progress,
  error_count: Count,
  warning_count: Count,
  error: Fault.nullable(),
  labels: z.record(z.string(), z.string()),
  submitted_by: z.string().nullable().openapi({
    description: "Name of the token; `anonymous` without one.",
  }),
  relint_of: z.string().nullable().openapi({
    description: "The job whose files this one lints again.",
  }),
  baseline: z.object({
    name: z.string(),
    new: Count.nullable(),
    unchanged: Count.nullable(),
    gone: Count.nullable(),
    verdict: z.enum(VERDICTS).nullable().openapi({
      description: "FAIL where an error is new; new warnings alone pass.",
    }),
    missing: z.boolean().openapi({ description: "It was deleted before the job ended." }),
  }).nullable().openapi({ description: "How the job stands to its baseline, once it has ended." }),
  created_at: Time,
  started_at: Time.nullable(),
  finished_at: Time.nullable(),
  links: Links,
}).openapi("Job");

export const JobDetail = JobView.extend({
  upload_bytes: Count,
  options: z.record(z.string(), z.unknown()),
  summary: z.object({
    total: Count,
    error_count: Count,
    warning_count: Count,
    by_rule: z.record(z.string(), Count),
    by_severity: z.object({ error: Count, warning: Count }),
  }),
  skipped: z.array(z.object({
    name: z.string(),
    reason: z.string(),
    count: Count.optional().openapi({
      description: "How many entries it stands for, where those are too many to be named.",
    }),
  })),
  name_encoding: z.string().nullable().openapi({
    description: "In which the archive's names were read that do not say; null where all do.",
  }),
  notes: z.array(z.string()).openapi({
    description: "What of the archive was taken for something else.",
  }),
  attempts: z.array(z.lazy(() => AttemptView)).openapi({
    description: "Attempts at expanding the archive.",
  }),
}).openapi("JobDetail");

const AttemptView = z.object({
  attempt: Count,
  worker_id: z.string(),
  started_at: Time,
  finished_at: Time,
  error: Fault.nullable(),
}).openapi("Attempt");

export const TaskView = z.object({
  task_id: z.string(),
  job_id: z.string(),
  file_name: z.string(),
  task_status: z.enum(TASK_STATUSES),
  outcome: z.string().nullable(),
  attempt: Count,
  worker_id: z.string().nullable(),
  error: Fault.nullable(),
  error_count: Count,
  warning_count: Count,
  statements: z.object({ total: Count, parsed: Count }),
  duration_ms: z.number().nullable(),
  dead_lettered_at: Time.nullable(),
  created_at: Time,
  started_at: Time.nullable(),
  finished_at: Time.nullable(),
  attempts: z.array(AttemptView),
  links: Links,
}).openapi("Task");

function time(ms: number): string {
  return new Date(ms).toISOString();
}

function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : time(ms);
}

/** The figures are null before the end, and where the baseline was missing at it. */
function baselineView(job: Job): z.infer<typeof JobView>["baseline"] {
  const { baseline } = job;
  if (baseline === null) return null;
  // A job that is retried has the outcome of its first end until it ends again.
  const baseline_result = isOpen(job.status) ? null : job.baseline_result;
  const known = baseline_result?.missing === false ? baseline_result : null;
  return {
    name: baseline,
    new: known?.new ?? null,
    unchanged: known?.unchanged ?? null,
    gone: known?.gone ?? null,
    verdict: known?.verdict ?? null,
    missing: baseline_result?.missing ?? false,
  };
}

export function jobView(job: Job): z.infer<typeof JobView> {
  const self = `/api/v1/jobs/${job.job_id}`;
  return {
    job_id: job.job_id,
    job_status: job.status,
    verdict: job.verdict,
    submission_type: job.submission_type,
    file_name: job.file_name,
    dialect: job.dialect,
    engine: job.engine,
    progress: job.counts,
    error_count: job.error_count,
    warning_count: job.warning_count,
    error: job.error,
    labels: job.labels,
    submitted_by: job.submitted_by,
    relint_of: job.relint_of,
    baseline: baselineView(job),
    created_at: time(job.created_at),
    started_at: timeOrNull(job.started_at),
    finished_at: timeOrNull(job.finished_at),
    links: {
      self,
      tasks: `${self}/tasks`,
      violations: `${self}/violations`,
      report: `${self}/report`,
      fixed: `${self}/fixed`,
      events: `${self}/events`,
    },
  };
}

export function jobDetail(
  job: Job,
  attempts: readonly Attempt[],
): z.infer<typeof JobDetail> {
  const by_rule: Record<string, number> = {};
  for (const { code, count } of job.rule_counts) by_rule[code] = (by_rule[code] ?? 0) + count;
  return {
    ...jobView(job),
    upload_bytes: job.upload_bytes,
    options: { ...job.options },
    summary: {
      total: job.error_count + job.warning_count,
      error_count: job.error_count,
      warning_count: job.warning_count,
      by_rule,
      by_severity: { error: job.error_count, warning: job.warning_count },
    },
    skipped: job.skipped,
    name_encoding: job.reading.name_encoding,
    notes: job.reading.notes,
    attempts: attempts.map(attemptView),
  };
}

function attemptView(attempt: Attempt): z.infer<typeof AttemptView> {
  return {
    attempt: attempt.attempt,
    worker_id: attempt.worker_id,
    started_at: time(attempt.started_at),
    finished_at: time(attempt.finished_at),
    error: attempt.error,
  };
}

export function taskView(task: Task, attempts: readonly Attempt[]): z.infer<typeof TaskView> {
  const self = `/api/v1/tasks/${task.task_id}`;
  return {
    task_id: task.task_id,
    job_id: task.job_id,
    file_name: task.file_name,
    task_status: task.status,
    outcome: task.outcome,
    attempt: task.attempt,
    worker_id: task.worker_id,
    error: task.error,
    error_count: task.error_count,
    warning_count: task.warning_count,
    statements: { total: task.statements_total, parsed: task.statements_parsed },
    duration_ms: task.duration_ms,
    dead_lettered_at: timeOrNull(task.dead_lettered_at),
    created_at: time(task.created_at),
    started_at: timeOrNull(task.started_at),
    finished_at: timeOrNull(task.finished_at),
    attempts: attempts.map(attemptView),
    links: { self, result: `${self}/result`, source: `${self}/source`, fixed: `${self}/fixed` },
  };
}
