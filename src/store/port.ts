/**
 * The port of the relational store, split by subject. The store is the truth: every move of a job
 * or task is one guarded UPDATE on (status, attempt, lease token), so that a duplicate delivery or
 * a late finisher changes nothing. Times are Unix milliseconds given by the caller.
 * Every method throws LintelError `store_unavailable` when the store cannot be reached; where a
 * write may have been made all the same, the error says `uncertain`.
 */
import type { LintelError } from "../errors.ts";
import type { BackendFacts } from "../observability/backend.ts";
import type { EngineName } from "../lint/port.ts";
import type { Outcome, Severity } from "../lint/result.ts";
import type {
  ArchiveReading,
  Attempt,
  Job,
  JobError,
  JobOptions,
  PackRef,
  RuleCount,
  SkippedEntry,
  Task,
} from "../jobs/job.ts";
import type { Labels } from "../jobs/labels.ts";
import type { JobStatus, SubmissionType, TaskStatus, Verdict } from "../jobs/states.ts";
import type { QueueName } from "../queue/port.ts";
import type { AuditStore } from "./audit_port.ts";
import type { BaselineStore } from "./baselines_port.ts";
import type { DeadLetterStore } from "./dead_letters_port.ts";
import type { TrendStore } from "./trends_port.ts";
import type { WorkerStore } from "./workers_port.ts";
import type { WebhookStore } from "./webhook_port.ts";

export type * from "./audit_port.ts";
export type * from "./baselines_port.ts";
export type * from "./dead_letters_port.ts";
export * from "./trends_port.ts";
export { TEST_EVENT, WEBHOOK_EVENTS } from "./webhook_port.ts";
export type * from "./webhook_port.ts";
export * from "./workers_port.ts";

/** A job as submitted. `tasks` is the one task of a single file, and empty for an archive. */
export interface NewJob {
  job_id: string;
  submission_type: SubmissionType;
  file_name: string;
  dialect: string;
  engine: EngineName;
  options: JobOptions;
  upload_file: string;
  upload_bytes: number;
  created_at: number;
  labels?: Labels;
  submitted_by?: string;
  relint_of?: string;
  tasks: NewTask[];
  /** The bytes of a single file whose task has its source `IN_STORE`. */
  source?: Uint8Array;
}

/** `error` is set for a file that was refused while reading: it is born a FAILURE. */
export interface NewTask {
  task_id: string;
  seq: number;
  file_name: string;
  source: PackRef | null;
  error?: JobError;
}

/** A key that makes a submission repeatable; `scope` names whose key it is. */
export interface IdempotencyKey {
  scope: string;
  key: string;
  body_hash: string;
}

export type CreateResult =
  | { created: true }
  /** The key was used before: with the same body (replay that job), or with another. */
  | { created: false; job_id: string; same_body: boolean };

export interface JobFilter {
  status?: JobStatus;
  verdict?: Verdict;
  dialect?: string;
  engine?: EngineName;
  /** Submitted at or after / before, Unix ms. */
  since?: number;
  until?: number;
  /** A prefix of file_name. */
  q?: string;
  /** As `project:shop`; a job must bear all of them. */
  labels?: readonly string[];
}

/** The right to expand one archive, once. */
export interface ExpansionClaim {
  job: Job;
  attempt: number;
  lease_token: string;
  worker_id: string;
  started_at: number;
}

/** A file of a job, by name. */
export interface FileOfJob {
  job_id: string;
  file_name: string;
}

export interface JobStore {
  /**
   * Job, tasks and key in one transaction, durable when it resolves. Where the answer to its
   * commit is lost it looks again by itself: an error that says `uncertain` means that the store
   * could not be reached for that either.
   */
  create(job: NewJob, key?: IdempotencyKey): Promise<CreateResult>;
  findKey(key: IdempotencyKey): Promise<{ job_id: string; same_body: boolean } | null>;
  get(job_id: string): Promise<Job | null>;
  /** Newest first; `before` is the job_id of the last row of the page before (keyset). */
  list(filter: JobFilter, limit: number, before?: string): Promise<Job[]>;
  /** Open tasks and a waiting expansion become CANCELLED; returns the job after it, null if unknown. */
  cancel(job_id: string, now: number): Promise<Job | null>;
  /** FAILURE tasks (or a failed expansion) become due again; how many, null if unknown. */
  retry(job_id: string, now: number): Promise<number | null>;
  /**
   * Removes a job that has ended, before that time where one is given, and every row of it; false
   * where there is none. Nobody can have it tried again between the look and the removal.
   */
  delete(job_id: string, ended_before?: number): Promise<boolean>;
  /** Jobs that ended before `cutoff`, oldest first. */
  expired(cutoff: number, limit: number): Promise<string[]>;
  /**
   * The files that sources and results of an ended job lie in, `IN_STORE` among them; null where the
   * job is unknown or has not ended.
   */
  packFiles(job_id: string): Promise<string[] | null>;
  /** The bytes of a single file that the store itself holds; null where it holds none. */
  source(job_id: string): Promise<Uint8Array | null>;
  /** Those of the jobs that have a finding of this rule. */
  withRule(job_ids: readonly string[], code: string): Promise<string[]>;
  /** Every file of these jobs whose name begins so; reads as many rows as the jobs have files. */
  filesOf(job_ids: readonly string[], prefix: string): Promise<FileOfJob[]>;
  /** Which of the ids exist. */
  existing(job_ids: readonly string[]): Promise<string[]>;
  countActive(): Promise<number>;
}

export interface ExpansionStore {
  /** Claims archives that are due, oldest first; tasks of an earlier attempt are removed. */
  claim(worker_id: string, limit: number, now: number): Promise<ExpansionClaim[]>;
  /** Adds tasks that nobody can claim before `finish`; false where the lease was lost. */
  addTasks(claim: ExpansionClaim, tasks: readonly NewTask[], now: number): Promise<boolean>;
  /** Removes the tasks that this claim has added; false where the lease was lost. */
  forgetTasks(claim: ExpansionClaim): Promise<boolean>;
  /** Opens the tasks for linting, or ends the job where there are none; false: lease lost. */
  finish(
    claim: ExpansionClaim,
    skipped: readonly SkippedEntry[],
    now: number,
    reading?: ArchiveReading,
  ): Promise<boolean>;
  /** Ends the attempt: due again at `retry_at`, or the job is FAILED for good where null. */
  fail(
    claim: ExpansionClaim,
    error: JobError,
    skipped: readonly SkippedEntry[],
    retry_at: number | null,
    now: number,
  ): Promise<boolean>;
  /** Gives the claim back without using up an attempt. */
  release(claim: ExpansionClaim, now: number): Promise<boolean>;
}

/** The right to run one attempt of one task, with what it takes to run it. */
export interface TaskClaim {
  task_id: string;
  job_id: string;
  seq: number;
  file_name: string;
  attempt: number;
  lease_token: string;
  worker_id: string;
  source: PackRef;
  /** The bytes of a source that is `IN_STORE`. */
  bytes?: Uint8Array;
  engine: EngineName;
  options: JobOptions;
  submission_type: SubmissionType;
  created_at: number;
  started_at: number;
}

/** How an attempt ended. */
export type TaskEnd =
  & { claim: TaskClaim; finished_at: number }
  & (
    | {
      status: "SUCCESS";
      outcome: Outcome;
      /** In a pack, or with `body` `IN_STORE`. */
      result: PackRef;
      /** The result as JSON, for the store to hold. */
      body?: string;
      error_count: number;
      warning_count: number;
      statements_total: number;
      statements_parsed: number;
      duration_ms: number;
      /** Lines of the file. */
      source_lines: number;
      /** Of each finding in order, where the job has a baseline. */
      fingerprints?: { fingerprint: string; error: boolean }[];
      rule_counts: RuleCount[];
    }
    /** Final; `dead_letter` where every attempt was used up. */
    | { status: "FAILURE"; outcome: Outcome; error: JobError; dead_letter: boolean }
    /** Another attempt, at `due_at`. */
    | { status: "PENDING"; error: JobError; due_at: number }
  );

export interface FinishReport {
  /**
   * Task ids whose end was taken, by this call or by one before it that reported the very same
   * end; the others had lost their lease, and nothing changed.
   */
  accepted: string[];
  /** Jobs that these ends brought to their own end. */
  ended_jobs: { job_id: string; status: JobStatus }[];
}

export interface TaskFilter {
  status?: TaskStatus;
  outcome?: Outcome;
  /** Only tasks with a finding of this rule / severity. */
  code?: string;
  severity?: Severity;
  /** A prefix of file_name. */
  file?: string;
  /** Whole file names; reads as many rows as the job has files. */
  names?: readonly string[];
}

export interface TaskStore {
  /**
   * Claims due tasks round-robin by job: at most `per_job` of each, `limit` in all, the job
   * served longest ago first. With `expected` also what a call of this process before it, not
   * answered yet, brings.
   */
  claim(
    worker_id: string,
    limit: number,
    per_job: number,
    now: number,
    expected?: boolean,
  ): Promise<TaskClaim[]>;
  finish(ends: readonly TaskEnd[]): Promise<FinishReport>;
  /** Gives claims back without using up their attempt; how many were still held. */
  release(claims: readonly TaskClaim[], now: number): Promise<number>;
  get(task_id: string): Promise<Task | null>;
  /** In order of seq; `after` is the seq of the last row before. */
  list(job_id: string, filter: TaskFilter, limit: number, after?: number): Promise<Task[]>;
  /** Attempts of these tasks, in order. */
  attempts(task_ids: readonly string[]): Promise<Attempt[]>;
  /** Attempts at expanding this job. */
  expansionAttempts(job_id: string): Promise<Attempt[]>;
  /** A FAILURE becomes due again; null if unknown, false if it is in another state. */
  retry(task_id: string, now: number): Promise<boolean | null>;
  /** The result, as JSON, of a task that has it `IN_STORE`; null where there is none. */
  resultBody(task_id: string): Promise<string | null>;
  /** Of the lease tokens given, those still held: what was cancelled or rescued is missing. */
  held(lease_tokens: readonly string[]): Promise<string[]>;
}

export interface QueueDepth {
  queue: QueueName;
  /** Waiting, not running. */
  length: number;
  /** When the oldest waiting one became due, null where none waits. */
  oldest_at: number | null;
  /** Since when nothing of it is claimed; null while it runs. */
  paused_at: number | null;
}

export interface Maintenance {
  depths(): Promise<QueueDepth[]>;
  /**
   * Pauses a queue, or resumes it: no claim that begins afterwards gets anything of a paused one,
   * on any host. What runs already goes on. Idempotent.
   */
  pauseQueue(queue: QueueName, paused: boolean, now: number): Promise<void>;
  /**
   * Ids whose work has been due since before `cutoff` and that nobody took: job ids by queue.
   * Nothing of a queue that is paused is overdue.
   */
  overdue(cutoff: number, limit: number): Promise<{ queue: QueueName; job_id: string }[]>;
  /** Forgets idempotency keys older than `cutoff`. */
  pruneKeys(cutoff: number): Promise<number>;
  ping(): Promise<void>;
  facts(): Promise<BackendFacts>;
  /** Unix ms by the store's own clock; null where it has none but that of this host. */
  time(): Promise<number | null>;
}

/** A browser that signed in with a token. Neither the cookie nor the token is kept. */
export interface SessionRow {
  /** SHA-256 of the cookie's value, in hex. */
  session_hash: string;
  token_name: string;
  /** HMAC-SHA256 of the token under the cookie's value, in hex. */
  token_proof: string;
  created_at: number;
  expires_at: number;
}

export interface SessionStore {
  create(session: SessionRow): Promise<void>;
  /** Null where there is none, or it has expired by `now`. */
  get(session_hash: string, now: number): Promise<SessionRow | null>;
  /** False where there was none. */
  end(session_hash: string): Promise<boolean>;
  /** Forgets those that have expired by `now`; how many they were. */
  prune(now: number): Promise<number>;
}

export interface Store {
  readonly kind: string;
  readonly jobs: JobStore;
  readonly expansions: ExpansionStore;
  readonly tasks: TaskStore;
  readonly workers: WorkerStore;
  readonly sessions: SessionStore;
  readonly webhooks: WebhookStore;
  readonly maintenance: Maintenance;
  readonly audit: AuditStore;
  readonly trends: TrendStore;
  readonly deadLetters: DeadLetterStore;
  readonly baselines: BaselineStore;
  /**
   * Resolves when this process can no longer rely on what it writes, as after an fsync that failed:
   * writes are refused from then on, and the process must leave for another to start anew.
   */
  readonly failed: Promise<LintelError>;
  close(): Promise<void>;
}
