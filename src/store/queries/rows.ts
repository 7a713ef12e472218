/** Between rows and what the ports speak of. */
import type { Selectable } from "kysely";
import { LintelError } from "../../errors.ts";
import type { Attempt, Job, JobError, PackRef, Task } from "../../jobs/job.ts";
import type {
  AttemptsTable,
  JobsTable,
  TasksTable,
  WebhooksTable,
  WorkersTable,
} from "../schema.ts";
import type { TaskClaim, Webhook, WorkerRow } from "../port.ts";
import { countsOf } from "./rule_counts.ts";

type JobRow = Selectable<JobsTable>;
type TaskRow = Selectable<TasksTable>;

function errorOf(
  row: { error_code: string | null; error_message: string | null },
): JobError | null {
  return row.error_code === null
    ? null
    : { code: row.error_code, message: row.error_message ?? "" };
}

export function toJob(row: JobRow): Job {
  return {
    job_id: row.job_id,
    status: row.status as Job["status"],
    verdict: row.verdict as Job["verdict"],
    submission_type: row.submission_type as Job["submission_type"],
    file_name: row.file_name,
    dialect: row.dialect,
    engine: row.engine as Job["engine"],
    options: JSON.parse(row.options),
    upload_bytes: row.upload_bytes,
    counts: {
      total: row.tasks_total,
      pending: row.pending,
      processing: row.processing,
      succeeded: row.succeeded,
      failed: row.failed,
      cancelled: row.cancelled,
    },
    error_count: row.error_count,
    warning_count: row.warning_count,
    rule_counts: countsOf(row.rule_counts),
    skipped: JSON.parse(row.skipped),
    reading: row.archive_reading === null
      ? { name_encoding: null, notes: [] }
      : JSON.parse(row.archive_reading),
    error: errorOf(row),
    upload_file: row.upload_file,
    created_at: row.created_at,
    started_at: row.started_at,
    finished_at: row.finished_at,
    expand_attempt: row.expand_attempt,
    labels: row.labels === null ? {} : JSON.parse(row.labels),
    submitted_by: row.submitted_by,
    relint_of: row.relint_of,
    baseline: row.baseline,
    baseline_result: row.baseline_result === null ? null : JSON.parse(row.baseline_result),
  };
}

type PackColumn<What extends string> = `${What}_${"file" | "offset" | "length" | "sha256"}`;

/** The stretch of a pack that a row names under `source` or `result`. */
function packOf<What extends "source" | "result">(
  row: Pick<TaskRow, PackColumn<What>>,
  what: What,
): PackRef | null {
  const file = row[`${what}_file`];
  if (file === null) return null;
  return {
    file,
    offset: row[`${what}_offset`] ?? 0,
    length: row[`${what}_length`] ?? 0,
    sha256: row[`${what}_sha256`] ?? "",
  };
}

/** What of the row of a task goes into a claim of it. */
export const CLAIMED = [
  "task_id",
  "job_id",
  "seq",
  "file_name",
  "attempt",
  "source_file",
  "source_offset",
  "source_length",
  "source_sha256",
  "created_at",
] as const satisfies readonly (keyof TaskRow)[];

/** A row as a claim reads it: what is written as it is leased is not among it. */
export type WaitingRow = Pick<TaskRow, (typeof CLAIMED)[number]>;

/** The claim that a row which is PROCESSING stands for; `job` is the row of its job. */
export function claimOfRow(
  row: WaitingRow & Pick<TaskRow, "lease_token" | "worker_id" | "started_at">,
  job: Pick<JobRow, "engine" | "options" | "submission_type">,
): TaskClaim {
  const source = packOf(row, "source");
  // Never: a task is only made PENDING where it has a source.
  if (source === null) throw new LintelError("internal", `task ${row.task_id} has no source`);
  return {
    task_id: row.task_id,
    job_id: row.job_id,
    seq: row.seq,
    file_name: row.file_name,
    attempt: row.attempt,
    lease_token: row.lease_token ?? "",
    worker_id: row.worker_id ?? "",
    source,
    engine: job.engine as TaskClaim["engine"],
    options: JSON.parse(job.options),
    submission_type: job.submission_type as TaskClaim["submission_type"],
    created_at: row.created_at,
    started_at: row.started_at ?? row.created_at,
  };
}

export function toTask(row: TaskRow): Task {
  return {
    task_id: row.task_id,
    job_id: row.job_id,
    seq: row.seq,
    file_name: row.file_name,
    status: row.status as Task["status"],
    outcome: row.outcome as Task["outcome"],
    attempt: row.attempt,
    worker_id: row.worker_id,
    lease_token: row.lease_token,
    due_at: row.due_at,
    source: packOf(row, "source"),
    result: packOf(row, "result"),
    error: errorOf(row),
    error_count: row.error_count,
    warning_count: row.warning_count,
    statements_total: row.statements_total,
    statements_parsed: row.statements_parsed,
    duration_ms: row.duration_ms,
    dead_lettered_at: row.dead_lettered_at,
    created_at: row.created_at,
    started_at: row.started_at,
    finished_at: row.finished_at,
  };
}

export function toAttempt(row: Selectable<AttemptsTable>): Attempt {
  return {
    job_id: row.job_id,
    task_id: row.task_id,
    attempt: row.attempt,
    worker_id: row.worker_id,
    started_at: row.started_at,
    finished_at: row.finished_at,
    error: errorOf(row),
  };
}

export function toWorker(row: Selectable<WorkersTable>): WorkerRow {
  return { ...row, status: row.status as WorkerRow["status"], info: JSON.parse(row.info) };
}

export function toWebhook(row: Selectable<WebhooksTable>): Webhook {
  return { ...row, events: row.events.split(",") as Webhook["events"] };
}
