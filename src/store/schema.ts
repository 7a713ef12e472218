/** The tables, as Kysely types. Times are Unix milliseconds; JSON is text. */
import type { Generated } from "kysely";

export interface JobsTable {
  job_id: string;
  status: string;
  verdict: string | null;
  submission_type: string;
  file_name: string;
  dialect: string;
  engine: string;
  /** JSON of JobOptions. */
  options: string;
  upload_file: string;
  upload_bytes: number;
  /** JSON of SkippedEntry[]. */
  skipped: string;
  /** JSON of ArchiveReading; null for what is no archive, or is not expanded yet. */
  archive_reading: string | null;
  error_code: string | null;
  error_message: string | null;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
  /**
   * When the job's next claim is due; null where nothing of it can be claimed. A claim takes the
   * least and sets it to the time of the claim, which makes the order round-robin.
   */
  turn: number | null;
  /** When the first of its waiting tasks is due; null where `turn` is. */
  waits_since: number | null;
  /** The same for the expansion of an archive. */
  expand_due_at: number | null;
  expand_attempt: number;
  expand_lease: string | null;
  expand_worker: string | null;
  expand_started_at: number | null;
  tasks_total: number;
  pending: number;
  processing: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  error_count: number;
  warning_count: number;
  /** What was found in all files, see queries/rule_counts.ts; null for nothing. */
  rule_counts: Generated<string | null>;
  /** JSON of Labels; null where there are none. */
  labels: string | null;
  submitted_by: string | null;
  relint_of: string | null;
  /** When it ended, until trends count that; null otherwise. */
  trend_due: Generated<number | null>;
  /** Until which end of a task trends have counted it, Unix ms; 0 where they have not. */
  trend_counted: Generated<number>;
  /** Name of the baseline that it is compared with. */
  baseline: string | null;
  /** JSON of BaselineResult; null before the end. */
  baseline_result: string | null;
}

/** The labels once more, to find jobs by. */
export interface JobLabelsTable {
  label: string;
  job_id: string;
}

export interface TasksTable {
  task_id: string;
  job_id: string;
  seq: number;
  file_name: string;
  status: string;
  outcome: string | null;
  attempt: number;
  /** Who ran it last; `lease_worker` is set only while it runs. */
  worker_id: string | null;
  lease_worker: string | null;
  lease_token: string | null;
  due_at: number;
  source_file: string | null;
  source_offset: number | null;
  source_length: number | null;
  source_sha256: string | null;
  result_file: string | null;
  result_offset: number | null;
  result_length: number | null;
  result_sha256: string | null;
  error_code: string | null;
  error_message: string | null;
  error_count: Generated<number>;
  warning_count: Generated<number>;
  /** What was found in the file, see queries/rule_counts.ts; null for nothing. */
  rule_counts: Generated<string | null>;
  statements_total: Generated<number>;
  statements_parsed: Generated<number>;
  duration_ms: number | null;
  /** Lines of the file that was linted; 0 before. */
  source_lines: Generated<number>;
  dead_lettered_at: number | null;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
}

export interface AttemptsTable {
  attempt_id: Generated<number>;
  job_id: string;
  /** Null for an attempt at expanding the archive. */
  task_id: string | null;
  attempt: number;
  worker_id: string;
  started_at: number;
  finished_at: number;
  error_code: string | null;
  error_message: string | null;
}

/** Results that no pack holds: `tasks.result_file` says so. */
export interface ResultsTable {
  task_id: string;
  body: string;
}

/** Small sources of single files. */
export interface SourcesTable {
  job_id: string;
  bytes: Uint8Array;
}

export interface WorkersTable {
  worker_id: string;
  host: string;
  pid: number;
  status: string;
  concurrency: number;
  started_at: number;
  heartbeat_at: number;
  beat: number;
  info: string;
}

export interface CommandsTable {
  command_id: string;
  worker_id: string;
  action: string;
  created_at: number;
  done_at: number | null;
  result: string | null;
}

export interface KeysTable {
  scope: string;
  idempotency_key: string;
  body_hash: string;
  job_id: string;
  created_at: number;
}

export interface QueuesTable {
  queue: string;
  /** Since when nothing of it is claimed; null while it runs. */
  paused_at: number | null;
}

/** A browser that signed in. */
export interface SessionsTable {
  /** SHA-256 of the cookie's value, in hex. */
  session_hash: string;
  token_name: string;
  /** HMAC-SHA256 of the token under the cookie's value: whoever has only this row learns neither. */
  token_proof: string;
  created_at: number;
  expires_at: number;
}

/** Sums of what ended in a stretch of `step` seconds that begins at `at`. */
export interface TrendsTable {
  /** As `project:shop`; empty for everything. */
  label: string;
  step: number;
  at: number;
  jobs: number;
  files: number;
  failed_files: number;
  source_lines: number;
  error_count: number;
  warning_count: number;
  passed: number;
  failed: number;
  /** JSON of a Histogram each. */
  waits: string;
  runs: string;
  /** JSON of findings by rule. */
  rules: string;
  statements_total: number;
  statements_parsed: number;
}

/** How much waited in a stretch of `step` seconds that begins at `at`, by samples of it. */
export interface QueueSamplesTable {
  queue: string;
  step: number;
  at: number;
  samples: number;
  length_sum: number;
  length_max: number;
  /** Milliseconds that the oldest one had waited, at most. */
  oldest_max: number;
}

export interface BaselinesTable {
  name: string;
  project: string;
  owner: string;
  reason: string;
  created_at: number;
  created_by: string;
  expires_at: number | null;
  from_job: string | null;
  findings: number;
}

export interface BaselinePartsTable {
  name: string;
  part: number;
  /** JSON of BaselineFinding[]. */
  entries: string;
}

/** What a task of a job with a baseline has found, in the order of its result. */
export interface JobFingerprintsTable {
  job_id: string;
  seq: number;
  /** 32 hexadecimal digits for each finding. */
  fingerprints: string;
  /** `1` for each finding that is an error, `0` for each that is not. */
  errors: string;
  /** `n` for each that is new, `u` for each that is not; null where none is, or nothing is known. */
  states: string | null;
}

export interface AuditTable {
  audit_id: string;
  at: number;
  who: string;
  action: string;
  target: string;
  status: number | null;
  address: string;
  request_id: string;
  /** JSON of AuditEntry.details. */
  details: string;
}

export interface WebhooksTable {
  webhook_id: string;
  url: string;
  /** Names between commas. */
  events: string;
  project: string | null;
  description: string;
  secret: string;
  previous_secret: string | null;
  previous_until: number | null;
  created_at: number;
  created_by: string;
  disabled_at: number | null;
  disabled_reason: string | null;
}

/** Ends of jobs that no messages were made of yet. */
export interface WebhookEventsTable {
  event_id: string;
  job_id: string;
  at: number;
}

export interface DeliveriesTable {
  delivery_id: string;
  webhook_id: string;
  event: string;
  job_id: string | null;
  payload: string;
  state: string;
  attempt: number;
  /** JSON of DeliveryAttempt[]. */
  attempts: string;
  lease_token: string | null;
  /** When the next attempt is due; of a claimed one, when its claim is void. */
  due_at: number;
  created_at: number;
  finished_at: number | null;
}

export interface Schema {
  audit_log: AuditTable;
  jobs: JobsTable;
  baselines: BaselinesTable;
  baseline_parts: BaselinePartsTable;
  job_fingerprints: JobFingerprintsTable;
  trends: TrendsTable;
  queue_samples: QueueSamplesTable;
  job_labels: JobLabelsTable;
  tasks: TasksTable;
  attempts: AttemptsTable;
  task_results: ResultsTable;
  job_sources: SourcesTable;
  workers: WorkersTable;
  worker_commands: CommandsTable;
  idempotency_keys: KeysTable;
  queues: QueuesTable;
  sessions: SessionsTable;
  webhooks: WebhooksTable;
  webhook_events: WebhookEventsTable;
  webhook_deliveries: DeliveriesTable;
}
