/** The file store on a mounted volume: `ROOT/jobs/ab/<job_id>/NAME`, every write fsynced. */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { LintelError, messageOf } from "../errors.ts";
import type { PackRef } from "../jobs/job.ts";
import { Blocks } from "./blocks.ts";
import { openInboxFile } from "./inbox.ts";
import type { FileStore, PackWriter, RandomAccess, UploadWriter } from "./port.ts";
import { openRandom } from "./random.ts";

const JOB_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const FILE_NAME = /^[a-z0-9][a-z0-9.-]{0,80}$/;
const UPLOAD = "upload";
/** Bytes that small writes are gathered to. */
const GATHER = 128 * 1024;

/** Turns a failure of the volume into `storage_unavailable`; errors of ours pass. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LintelError) throw error;
    throw new LintelError("storage_unavailable", `file storage: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** fsync of a folder makes the names in it durable; some file systems refuse it, and need none. */
async function syncFolder(path: string): Promise<void> {
  const folder = await Deno.open(path, { read: true });
  try {
    await folder.sync();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotSupported || error instanceof Deno.errors.InvalidData)) {
      throw error;
    }
  } finally {
    folder.close();
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

/** A file that appears under its name, whole and durable, or not at all. */
class AtomicFile {
  size = 0;
  private open = true;
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private constructor(
    private readonly file: Deno.FsFile,
    private readonly folder: string,
    private readonly name: string,
  ) {}

  static async create(folder: string, name: string): Promise<AtomicFile> {
    const file = await Deno.open(join(folder, `.${name}.part`), {
      write: true,
      create: true,
      truncate: true,
      mode: 0o600,
    });
    return new AtomicFile(file, folder, name);
  }

  /** Small pieces are gathered; the caller must not change `bytes` any more. */
  async write(bytes: Uint8Array): Promise<void> {
    this.size += bytes.length;
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    if (this.waitingBytes >= GATHER) await this.flush();
  }

  private async flush(): Promise<void> {
    const pieces = this.waiting;
    this.waiting = [];
    this.waitingBytes = 0;
    if (pieces.length > 0) {
      await writeAll(this.file, pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces));
    }
  }

  async finish(): Promise<void> {
    await this.flush();
    // Of the metadata, what finds the bytes again is enough: times need not be waited for.
    await this.file.syncData();
    this.close();
    await Deno.rename(join(this.folder, `.${this.name}.part`), join(this.folder, this.name));
    await syncFolder(this.folder);
  }

  /** Takes back what was written, also where `finish` failed half-way. */
  async abort(): Promise<void> {
    this.close();
    try {
      await Deno.remove(join(this.folder, `.${this.name}.part`));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  private close(): void {
    if (this.open) this.file.close();
    this.open = false;
  }
}

/** The volume at `root`; creates its folders. `inbox` is where `zip_file_path` may point. */
export class Volume implements FileStore {
  private readonly made = new Set<string>();
  private readonly blocks = new Blocks();

  private constructor(private readonly root: string, private readonly inbox: string) {}

  static open(root: string, inbox: string): Promise<Volume> {
    return guarded(async () => {
      await Deno.mkdir(join(root, "jobs"), { recursive: true, mode: 0o700 });
      await Deno.mkdir(inbox, { recursive: true, mode: 0o700 });
      return new Volume(await Deno.realPath(root), await Deno.realPath(inbox));
    });
  }

  private folder(job_id: string): string {
    if (!JOB_ID.test(job_id)) throw new LintelError("not_found", "There is no such job.");
    // The last digits of a UUIDv7 are random, the first ones are the time.
    return join(this.root, "jobs", job_id.slice(-2), job_id);
  }

  private path(job_id: string, file: string): string {
    if (!FILE_NAME.test(file)) throw new LintelError("not_found", "There is no such file.");
    return join(this.folder(job_id), file);
  }

  private async makeFolder(job_id: string): Promise<string> {
    const folder = this.folder(job_id);
    const shard = join(folder, "..");
    if (!this.made.has(shard)) {
      await Deno.mkdir(shard, { recursive: true, mode: 0o700 });
      await syncFolder(join(shard, ".."));
      this.made.add(shard);
    }
    try {
      await Deno.mkdir(folder, { mode: 0o700 });
      await syncFolder(shard);
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
    return folder;
  }

  /** The job's folder is there already, unless its upload was never here. */
  private async createIn(job_id: string, name: string): Promise<AtomicFile> {
    try {
      return await AtomicFile.create(this.folder(job_id), name);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      return await AtomicFile.create(await this.makeFolder(job_id), name);
    }
  }

  createUpload(job_id: string): Promise<UploadWriter> {
    return guarded(async () => {
      const file = await AtomicFile.create(await this.makeFolder(job_id), UPLOAD);
      const hash = createHash("sha256");
      return {
        write: (chunk) =>
          guarded(() => {
            hash.update(chunk);
            return file.write(chunk);
          }),
        finish: () =>
          guarded(async () => {
            await file.finish();
            return { file: UPLOAD, bytes: file.size, sha256: hash.digest("hex") };
          }),
        abort: () =>
          guarded(async () => {
            await file.abort();
            await this.removeJob(job_id);
          }),
      };
    });
  }

  createPack(job_id: string, name: string): Promise<PackWriter> {
    return guarded(async () => {
      this.path(job_id, name);
      const file = await this.createIn(job_id, name);
      return {
        append: (bytes) =>
          guarded(async () => {
            const offset = file.size;
            await file.write(bytes);
            const sha256 = createHash("sha256").update(bytes).digest("hex");
            return { file: name, offset, length: bytes.length, sha256 };
          }),
        finish: () => guarded(() => file.size === 0 ? file.abort() : file.finish()),
        abort: () => guarded(() => file.abort()),
      };
    });
  }

  read(job_id: string, ref: PackRef): Promise<Uint8Array> {
    return guarded(async () => {
      const path = this.path(job_id, ref.file);
      // A pack of nothing but empty strings leaves no file to open.
      if (ref.length === 0) return new Uint8Array();
      const bytes = await this.blocks.read(path, ref.offset, ref.length);
      if (createHash("sha256").update(bytes).digest("hex") !== ref.sha256) {
        // What the disk says next time counts, not what is remembered.
        this.blocks.forget(path);
        throw new LintelError(
          "storage_unavailable",
          `stored bytes of ${ref.file} at ${ref.offset} are not those that were written`,
        );
      }
      return bytes;
    });
  }

  open(job_id: string, file: string): Promise<RandomAccess> {
    return guarded(() => openRandom(this.path(job_id, file)));
  }

  openInbox(path: string): Promise<RandomAccess> {
    return guarded(() => openInboxFile(this.inbox, path));
  }

  removeJob(job_id: string): Promise<void> {
    return guarded(async () => {
      this.blocks.forget(this.folder(job_id));
      try {
        await Deno.remove(this.folder(job_id), { recursive: true });
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    });
  }

  folders(before: number, after: string, limit: number): Promise<string[]> {
    return guarded(async () => {
      const found: string[] = [];
      for await (const shard of Deno.readDir(join(this.root, "jobs"))) {
        if (!shard.isDirectory) continue;
        for await (const entry of Deno.readDir(join(this.root, "jobs", shard.name))) {
          if (entry.isDirectory && JOB_ID.test(entry.name) && entry.name > after) {
            if (submittedAt(entry.name) < before) found.push(entry.name);
          }
        }
      }
      return found.sort().slice(0, limit);
    });
  }

  ping(): Promise<void> {
    return guarded(async () => {
      const probe = join(this.root, `.probe-${crypto.randomUUID()}`);
      await Deno.writeTextFile(probe, "");
      await Deno.remove(probe);
    });
  }
}

/** The time in a UUIDv7, Unix ms. */
function submittedAt(uuid: string): number {
  return parseInt(uuid.replaceAll("-", "").slice(0, 12), 16);
}
