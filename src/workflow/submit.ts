/**
 * Takes a submission: bytes on disk, rows committed, then a hint to the queue. Only when the first
 * two are durable does the caller hear of a job; the hint may be lost.
 */
import { createHash } from "node:crypto";
import { type ArchiveFormat } from "../archive/port.ts";
import { foreignArchive, looksLike, sniff } from "../archive/sniff.ts";
import { LintelError } from "../errors.ts";
import type { Labels } from "../jobs/labels.ts";
import type { JobOptions } from "../jobs/job.ts";
import type { SubmissionType } from "../jobs/states.ts";
import type { EngineName } from "../lint/port.ts";
import { log } from "../observability/log.ts";
import type { IdempotencyKey, NewJob } from "../store/port.ts";
import { checkUse } from "./baselines.ts";
import { uuidv7 } from "./ids.ts";
import type { Services } from "./services.ts";
import { ReceivedUpload, type StoredUpload } from "./sources.ts";

const logger = log("workflow.submit");

/** What is to be done with the bytes. */
export interface Description {
  file_name?: string;
  dialect?: string;
  engine?: EngineName;
  options: JobOptions;
  labels?: Labels;
}

export interface Submission {
  bytes: AsyncIterable<Uint8Array>;
  /**
   * What the sender says the bytes are; else their first bytes tell. Asked once some have
   * arrived: a form says it with its file.
   */
  kind?: () => "sql" | "archive" | undefined;
  /** Asked once the bytes have arrived: a form's fields may stand behind its file. */
  describe: () => Description;
  /** Makes the submission repeatable; `scope` names whose key it is. */
  key?: { scope: string; key: string };
  /** Who submits it. */
  by?: string;
}

export interface Accepted {
  job_id: string;
  submission_type: SubmissionType;
  /** True where an earlier submission with this key is answered again. */
  replayed: boolean;
}

const TYPES: Readonly<Record<ArchiveFormat, SubmissionType>> = {
  zip: "ZIP_ARCHIVE",
  tar: "TAR_ARCHIVE",
  "tar.gz": "TAR_ARCHIVE",
};

/** Bytes that tell an archive from SQL: a tar's magic ends at 262. */
const HEAD = 512;

/** Keys of submissions that are being received by this process. */
const inFlight = new Set<string>();

/**
 * Stores a submission. Throws LintelError: 413 past the limits, 422 for what no engine takes,
 * 429 while too many tasks wait, 409/422 for a misused key, 503 while store or files are down.
 */
export async function submit(services: Services, submission: Submission): Promise<Accepted> {
  const { key } = submission;
  await admit(services, key);
  if (key === undefined) return receive(services, submission);
  const lock = JSON.stringify([key.scope, key.key]);
  if (inFlight.has(lock)) {
    throw new LintelError("idempotency_in_flight", "A submission with this key is being received.");
  }
  inFlight.add(lock);
  try {
    return await receive(services, submission);
  } finally {
    inFlight.delete(lock);
  }
}

/** Throws `queue_full`, but for a key whose job was accepted: to answer it again adds no task. */
async function admit({ admission, store }: Services, key: Submission["key"]): Promise<void> {
  try {
    await admission.admit();
  } catch (error) {
    const isFull = error instanceof LintelError && error.code === "queue_full";
    if (key === undefined || !isFull) throw error;
    if (await store.jobs.findKey({ ...key, body_hash: "" }) === null) throw error;
  }
}

export interface Chosen {
  engine: EngineName;
  dialect: string;
  options: JobOptions;
  file_name: string | undefined;
  labels: Labels | undefined;
}

/** What a description comes to; throws 422 for what no engine takes. */
export function choose(services: Services, description: Description): Chosen {
  const name = description.engine ?? services.defaults.engine;
  const engine = services.engines.get(name);
  if (engine === undefined) {
    throw new LintelError("unknown_engine", `There is no engine ${JSON.stringify(name)}.`);
  }
  const options: JobOptions = { ...description.options };
  if (description.dialect !== undefined) options.dialect = description.dialect;
  engine.validate(options);
  return {
    engine: name,
    dialect: options.dialect ?? services.defaults.dialect,
    options,
    file_name: description.file_name,
    labels: withoutNone(description.labels),
  };
}

function withoutNone(labels: Labels | undefined): Labels | undefined {
  return labels === undefined || Object.keys(labels).length === 0 ? undefined : labels;
}

async function receive(
  services: Services,
  submission: Submission,
): Promise<Accepted> {
  const now = services.now();
  const job_id = uuidv7(now);
  const upload = new ReceivedUpload(services.files, job_id);
  let stored: StoredUpload | null = null;
  try {
    const format = await receiveBytes(services, submission, upload);
    const chosen = choose(services, submission.describe());
    const { baseline } = chosen.options;
    if (baseline !== undefined) await checkUse(services, baseline, chosen.labels?.project);
    stored = await upload.finish(format === null ? "single file" : "archive");
    const { source, bytes } = stored;
    const submission_type = format === null ? "SINGLE_FILE" : TYPES[format];
    const file_name = chosen.file_name ?? (format === null ? "query.sql" : `archive.${format}`);
    const job: NewJob = {
      job_id,
      submission_type,
      file_name,
      dialect: chosen.dialect,
      engine: chosen.engine,
      options: chosen.options,
      upload_file: source.file,
      upload_bytes: source.length,
      created_at: now,
      labels: chosen.labels,
      submitted_by: submission.by,
      tasks: format !== null ? [] : [{ task_id: uuidv7(now), seq: 0, file_name, source }],
      source: bytes,
    };
    return await commit(services, submission, chosen, job, source.sha256);
  } catch (error) {
    if (error instanceof LintelError && error.uncertain) {
      // The job may be there and need its file; if it is not, the cleaner takes the folder.
      logger.warning("the files of a submission are kept: its commit was not heard", { job_id });
    } else if (stored === null) await discard(job_id, () => upload.abort());
    else if (stored.bytes === undefined) {
      await discard(job_id, () => services.files.removeJob(job_id));
    }
    throw error;
  }
}

async function commit(
  services: Services,
  submission: Submission,
  chosen: Chosen,
  job: NewJob,
  sha256: string,
): Promise<Accepted> {
  const key: IdempotencyKey | undefined = submission.key === undefined
    ? undefined
    : { ...submission.key, body_hash: bodyHash(job, chosen, sha256) };
  const queue = job.submission_type === "SINGLE_FILE" ? "sql_analysis" : "zip_processing";
  const creation = services.store.jobs.create(job, key);
  services.announcer.expect(queue);
  const result = await creation;
  if (result.created) {
    services.announcer.announce(queue, [job.job_id]);
    return { job_id: job.job_id, submission_type: job.submission_type, replayed: false };
  }
  if (!result.same_body) {
    const message = "was used with another request; take a new key";
    throw new LintelError("idempotency_mismatch", `This Idempotency-Key ${message}.`, {
      fields: [{ path: "Idempotency-Key", message }],
    });
  }
  if (job.source === undefined) await services.files.removeJob(job.job_id);
  return { job_id: result.job_id, submission_type: job.submission_type, replayed: true };
}

function bodyHash(job: NewJob, chosen: Chosen, sha256: string): string {
  const what: unknown[] = [
    sha256,
    job.submission_type,
    job.file_name,
    chosen.engine,
    chosen.options,
  ];
  // Named only where there are some: keys from before there were labels still fit.
  if (chosen.labels !== undefined) what.push(chosen.labels);
  return createHash("sha256").update(JSON.stringify(what)).digest("hex");
}

/** Writes the bytes while counting them; the archive's format, or null for SQL. */
async function receiveBytes(
  services: Services,
  submission: Submission,
  upload: { write(chunk: Uint8Array): Promise<void> },
): Promise<ArchiveFormat | null> {
  let head = new Uint8Array(0);
  let bytes = 0;
  let format: ArchiveFormat | null | undefined;
  for await (const chunk of submission.bytes) {
    bytes += chunk.length;
    if (head.length < HEAD) head = grow(head, chunk);
    if (format === undefined && head.length >= HEAD) format = formatOf(submission, head);
    refuseTooLarge(services, bytes, format);
    await upload.write(chunk);
  }
  if (bytes === 0) throw new LintelError("empty_upload", "The upload has no bytes.");
  format ??= formatOf(submission, head);
  refuseTooLarge(services, bytes, format);
  return format;
}

function grow(head: Uint8Array<ArrayBuffer>, chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const more = chunk.subarray(0, HEAD - head.length);
  const grown = new Uint8Array(head.length + more.length);
  grown.set(head);
  grown.set(more, head.length);
  return grown;
}

function formatOf(submission: Submission, head: Uint8Array): ArchiveFormat | null {
  const kind = submission.kind?.();
  if (kind === "sql") return null;
  const format = sniff(head);
  if (format !== null) return format;
  if (kind !== "archive" && foreignArchive(head) === null) return null;
  const message = `The upload is no ZIP, tar or tar.gz archive: it looks like ${looksLike(head)}.`;
  throw new LintelError("invalid_archive", message, { fields: [{ path: "file", message }] });
}

function refuseTooLarge(
  services: Services,
  bytes: number,
  format: ArchiveFormat | null | undefined,
): void {
  const { uploadBytes, archive } = services.limits;
  const limit = format === null ? Math.min(uploadBytes, archive.fileBytes) : uploadBytes;
  if (bytes <= limit) return;
  const what = format === null ? "a single SQL file" : "an upload";
  const message = `${what} may have ${limit} bytes; this one has at least ${bytes}`;
  throw new LintelError("payload_too_large", message, { fields: [{ path: "file", message }] });
}

/** Leaves nothing of a refused submission; what cannot be removed now, the cleaner removes. */
async function discard(job_id: string, remove: () => Promise<void>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    logger.warning("the files of a refused submission were left behind", { job_id, error });
  }
}
