/**
 * The port of file storage. A job's files are its upload, one pack of an archive's sources, and one
 * pack of the results of each batch. Their names are ours; no path is ever taken from a user.
 * Methods throw LintelError `storage_unavailable` where the volume fails.
 */
import { LintelError } from "../errors.ts";
import type { PackRef } from "../jobs/job.ts";

/**
 * A `storage_unavailable` that may pass by itself: the file is missing, short or old here, as it is
 * while this host has not seen yet what another one wrote to a network file system.
 */
export class NotVisibleError extends LintelError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super("storage_unavailable", message, options);
  }
}

/** Bytes that are being received; nothing of them is visible before `finish`. */
export interface UploadWriter {
  write(chunk: Uint8Array): Promise<void>;
  /** Durable (fsync of file and folder) and in place when it resolves. */
  finish(): Promise<{ file: string; bytes: number; sha256: string }>;
  abort(): Promise<void>;
}

/** Many byte strings in one file. */
export interface PackWriter {
  append(bytes: Uint8Array): Promise<PackRef>;
  /** Durable and in place when it resolves; a pack nothing was appended to leaves no file. */
  finish(): Promise<void>;
  abort(): Promise<void>;
}

/** A file that can be read at any place, as archive readers need. */
export interface RandomAccess {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): void;
}

export interface FileStore {
  createUpload(job_id: string): Promise<UploadWriter>;
  /**
   * Gives the upload of one job to another as well, durable when it resolves: either may be removed
   * without the other. Throws NotVisibleError where it is missing.
   */
  linkUpload(from: string, to: string): Promise<void>;
  createPack(job_id: string, name: string): Promise<PackWriter>;
  /** Throws NotVisibleError where the bytes are missing or do not hash to `ref.sha256`. */
  read(job_id: string, ref: PackRef): Promise<Uint8Array>;
  /** Throws NotVisibleError where the file is missing or has less than `bytes`. */
  open(job_id: string, file: string, bytes?: number): Promise<RandomAccess>;
  /** A file under the inbox; throws `validation_failed` where the path leaves it or is no file. */
  openInbox(path: string): Promise<RandomAccess>;
  /** What is being read elsewhere may stay behind, and is found among `folders` later. */
  removeJob(job_id: string): Promise<void>;
  /**
   * Ids of jobs submitted before `before` that have files, for finding files without a job: in
   * pages of `limit`, in an order of the volume's own; `after` is the last one of the page before.
   */
  folders(before: number, after: string, limit: number): Promise<string[]>;
  /** Names of a job's packs that begin so, and of those that are being written. */
  packs(job_id: string, prefix: string): Promise<string[]>;
  /** Removes packs that `packs` has named; one that is gone meanwhile is as good as removed. */
  removePacks(job_id: string, names: readonly string[]): Promise<void>;
  /** Resolves when the volume can be written to. */
  ping(): Promise<void>;
}
