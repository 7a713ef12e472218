/**
 * Where the bytes of submissions lie: of a single file that is small in the store, with the rows of
 * its job and as durable as they are, else on the volume.
 */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { LintelError } from "../errors.ts";
import type { FileStore, UploadWriter } from "../files/port.ts";
import { IN_STORE, type PackRef } from "../jobs/job.ts";
import type { Services } from "./services.ts";

/** Bytes up to which a single file lies in the store. */
export const SMALL = 32 * 1024;

/** What a task names as its source, and where that is the store the bytes for it to hold. */
export interface StoredUpload {
  source: PackRef;
  bytes?: Uint8Array;
}

/** The bytes of a file as it was submitted. Throws `not_found` where its job is gone. */
export async function sourceBytes(
  { files, store }: Pick<Services, "files" | "store">,
  job_id: string,
  source: PackRef,
): Promise<Uint8Array> {
  if (source.file !== IN_STORE) return await files.read(job_id, source);
  const bytes = await store.jobs.source(job_id);
  if (bytes === null) {
    throw new LintelError("not_found", "The job is gone, and so is the text of its file.");
  }
  return bytes;
}

/** Bytes that are received: kept while they are few, and a file of the volume from then on. */
export class ReceivedUpload {
  private few: Uint8Array[] = [];
  private size = 0;
  private upload: UploadWriter | null = null;

  constructor(private readonly files: FileStore, private readonly job_id: string) {}

  /** The caller must not change `chunk` any more. */
  async write(chunk: Uint8Array): Promise<void> {
    this.size += chunk.length;
    if (this.upload === null) {
      this.few.push(chunk);
      if (this.size <= SMALL) return;
      await this.toVolume();
    } else await this.upload.write(chunk);
  }

  /** Durable when it resolves, but for the bytes that it answers with: those the store is to keep. */
  async finish(kind: "single file" | "archive"): Promise<StoredUpload> {
    if (this.upload === null && kind === "single file") {
      const bytes = this.few.length === 1 ? this.few[0]! : Buffer.concat(this.few);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      return { source: { file: IN_STORE, offset: 0, length: bytes.length, sha256 }, bytes };
    }
    const { file, bytes: length, sha256 } = await (await this.toVolume()).finish();
    return { source: { file, offset: 0, length, sha256 } };
  }

  /** Takes back what was written, also where `finish` failed half-way. */
  async abort(): Promise<void> {
    await this.upload?.abort();
  }

  private async toVolume(): Promise<UploadWriter> {
    if (this.upload === null) {
      this.upload = await this.files.createUpload(this.job_id);
      for (const chunk of this.few.splice(0)) await this.upload.write(chunk);
    }
    return this.upload;
  }
}
