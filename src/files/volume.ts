/**
 * The file store on a mounted volume, every write fsynced: `ROOT/jobs/ab/<job_id>.upload`, and the
 * packs of the job as `ROOT/jobs/ab/<job_id>/NAME`.
 */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { LintelError, messageOf } from "../errors.ts";
import type { PackRef } from "../jobs/job.ts";
import { log } from "../observability/log.ts";
import { Blocks } from "./blocks.ts";
import { networkFileSystem } from "./network.ts";
import { linkOrCopy } from "./link.ts";
import { openInboxFile } from "./inbox.ts";
import type { FileStore, PackWriter, RandomAccess, UploadWriter } from "./port.ts";
import { openRandom, readOnce } from "./random.ts";
import { Recent } from "./recent.ts";
import { OtherBytesError, whenVisible } from "./visible.ts";
import { partOf, remove, syncFolder, WholeFile } from "./whole_file.ts";

const logger = log("files.volume");

const JOB_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const FILE_NAME = /^[a-z0-9][a-z0-9.-]{0,80}$/;
const UPLOAD = "upload";
/** What a job has in its shard: the folder of its packs, its upload, one that is being received. */
const ENTRY = /^\.?([0-9a-f-]{36})(\.upload(\.part)?)?$/;
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

/** The volume at `root`; creates its folders. `inbox` is where `zip_file_path` may point. */
export class Volume implements FileStore {
  private readonly made = new Set<string>();
  private readonly blocks = new Blocks();
  private readonly recent = new Recent();

  private constructor(private readonly root: string, private readonly inbox: string) {}

  static open(root: string, inbox: string): Promise<Volume> {
    return guarded(async () => {
      await Deno.mkdir(join(root, "jobs"), { recursive: true, mode: 0o700 });
      await Deno.mkdir(inbox, { recursive: true, mode: 0o700 });
      if (await networkFileSystem(root) !== null) await makeShards(join(root, "jobs"));
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
    const folder = this.folder(job_id);
    // Most jobs have nothing but an upload, and making a folder costs more than writing the file.
    return file === UPLOAD ? `${folder}.${UPLOAD}` : join(folder, file);
  }

  /**
   * Makes the shard of a job, where this process has not been in it before. Never the folder of the shards: where that is gone, so is the volume, and what was written to
   * the place where it is mounted would be hidden as soon as it is back.
   */
  private async makeShard(job_id: string): Promise<readonly string[]> {
    const shard = dirname(this.folder(job_id));
    if (!this.made.has(shard)) {
      try {
        await Deno.mkdir(shard, { mode: 0o700 });
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) await this.requireVolume();
        if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      }
      // Also where another process made it, which may not have come to this yet.
      await syncFolder(dirname(shard));
      this.made.add(shard);
    }
    return [];
  }

  /** Makes a shard that turned out to be missing, though this process has been in it. */
  private remakeShard(job_id: string): Promise<readonly string[]> {
    this.made.delete(dirname(this.folder(job_id)));
    return this.makeShard(job_id);
  }

  /** Throws `storage_unavailable` where the volume is not there. */
  private async requireVolume(): Promise<void> {
    try {
      await Deno.stat(join(this.root, "jobs"));
    } catch (cause) {
      if (!(cause instanceof Deno.errors.NotFound)) throw cause;
      const message = `file storage: ${this.root} has no folder jobs any more; is it mounted?`;
      throw new LintelError("storage_unavailable", message, { cause });
    }
  }

  /** Makes the folder of a job's packs; the folders in which a name is new by that. */
  private async makeFolder(job_id: string): Promise<readonly string[]> {
    await this.makeShard(job_id);
    const folder = this.folder(job_id);
    const make = () => Deno.mkdir(folder, { mode: 0o700 });
    try {
      await make().catch(async (error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
        await this.remakeShard(job_id);
        await make();
      });
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
    return [dirname(folder)];
  }

  /** The folders that say whether a file is there, outermost first. */
  private parents(job_id: string, file: string): readonly string[] {
    const folder = this.folder(job_id);
    return file === UPLOAD ? [dirname(folder)] : [dirname(folder), folder];
  }

  /** The bytes of `ref`, whose hash is checked. */
  private async bytesOf(path: string, ref: PackRef): Promise<Uint8Array> {
    const bytes = ref.file === UPLOAD
      ? await readOnce(path, ref.offset, ref.length)
      : await this.blocks.read(path, ref.offset, ref.length);
    if (createHash("sha256").update(bytes).digest("hex") === ref.sha256) return bytes;
    // What the disk says next time counts, not what is remembered.
    this.blocks.forget(path);
    throw new OtherBytesError(
      `stored bytes of ${ref.file} at ${ref.offset} are not those that were written`,
    );
  }

  async createUpload(job_id: string): Promise<UploadWriter> {
    const path = this.path(job_id, UPLOAD);
    const file = new WholeFile(path, {
      prepare: () => this.makeShard(job_id),
      missing: () => this.remakeShard(job_id),
    });
    const hash = createHash("sha256");
    let only: Uint8Array | null = null;
    return {
      write: (chunk) =>
        guarded(() => {
          only = file.size === 0 ? chunk : null;
          hash.update(chunk);
          return file.write(chunk);
        }),
      finish: () =>
        guarded(async () => {
          await file.finish();
          if (only !== null) this.recent.keep(path, only);
          return { file: UPLOAD, bytes: file.size, sha256: hash.digest("hex") };
        }),
      abort: () =>
        guarded(async () => {
          await file.abort();
          await this.removeJob(job_id);
        }),
    };
  }

  linkUpload(from: string, to: string): Promise<void> {
    return guarded(async () => {
      const [source, target] = [this.path(from, UPLOAD), this.path(to, UPLOAD)];
      await this.makeShard(to);
      await whenVisible(this.parents(from, UPLOAD), () => linkOrCopy(source, target));
      await syncFolder(dirname(target));
    });
  }

  async createPack(job_id: string, name: string): Promise<PackWriter> {
    const path = this.path(job_id, name);
    // The folder is there already, but for the first of the job's packs.
    const file = new WholeFile(path, { missing: () => this.makeFolder(job_id) });
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
  }

  read(job_id: string, ref: PackRef): Promise<Uint8Array> {
    return guarded(async () => {
      const path = this.path(job_id, ref.file);
      // A pack of nothing but empty strings leaves no file to open.
      if (ref.length === 0) return new Uint8Array();
      const recent = this.recent.take(path);
      if (recent?.length === ref.length) return recent;
      return await whenVisible(this.parents(job_id, ref.file), () => this.bytesOf(path, ref));
    });
  }

  open(job_id: string, file: string, bytes = 0): Promise<RandomAccess> {
    return guarded(() => {
      const path = this.path(job_id, file);
      return whenVisible(this.parents(job_id, file), async () => {
        const opened = await openRandom(path);
        if (opened.size >= bytes) return opened;
        opened.close();
        throw new OtherBytesError(`${file} has ${opened.size} of ${bytes} bytes`);
      });
    });
  }

  openInbox(path: string): Promise<RandomAccess> {
    return guarded(() => openInboxFile(this.inbox, path));
  }

  removeJob(job_id: string): Promise<void> {
    return guarded(async () => {
      const folder = this.folder(job_id);
      const upload = this.path(job_id, UPLOAD);
      this.blocks.forget(folder);
      this.recent.take(upload);
      for (const path of [folder, upload, partOf(upload)]) {
        const left = await remove(path);
        if (left) logger.info("files in use are left for a later cleaning", { job_id });
      }
    });
  }

  folders(before: number, after: string, limit: number): Promise<string[]> {
    return guarded(async () => {
      const page: string[] = [];
      // A page begins in the shard where the one before ended: each is read about once in all.
      for (const shard of (await namesIn(join(this.root, "jobs"))).sort()) {
        if (shard < after.slice(-2)) continue;
        const found = new Set<string>();
        for (const name of await namesIn(join(this.root, "jobs", shard))) {
          const job_id = ENTRY.exec(name)?.[1];
          if (job_id === undefined || !JOB_ID.test(job_id)) continue;
          if (shard === after.slice(-2) && job_id <= after) continue;
          if (submittedAt(job_id) < before) found.add(job_id);
        }
        page.push(...[...found].sort());
        if (page.length >= limit) break;
      }
      return page.slice(0, limit);
    });
  }

  packs(job_id: string, prefix: string): Promise<string[]> {
    return guarded(async () => {
      const names = await namesIn(this.folder(job_id));
      // One that is still being written has a name of its own, with dots at both ends of it.
      return names.filter((name) => name.replace(/^\./, "").startsWith(prefix));
    });
  }

  removePacks(job_id: string, names: readonly string[]): Promise<void> {
    return guarded(async () => {
      const folder = this.folder(job_id);
      for (const name of names) await remove(join(folder, name));
    });
  }

  ping(): Promise<void> {
    return guarded(async () => {
      await this.requireVolume();
      const probe = join(this.root, `.probe-${crypto.randomUUID()}`);
      await Deno.writeTextFile(probe, "");
      await Deno.remove(probe);
    });
  }
}

/**
 * Makes the 256 shards of a volume that hosts share: one that looked for a shard before another
 * made it would miss it for as long as its client keeps such an answer.
 */
async function makeShards(jobs: string): Promise<void> {
  const known = new Set<string>();
  for await (const { name } of Deno.readDir(jobs)) known.add(name);
  const names = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));
  const missing = names.filter((name) => !known.has(name));
  for (const name of missing) await Deno.mkdir(join(jobs, name), { recursive: true, mode: 0o700 });
  await syncFolder(jobs);
}

/** Names in a folder; none where it is not there. */
async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) names.push(name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) {
      throw error;
    }
  }
  return names;
}

/** The time in a UUIDv7, Unix ms. */
function submittedAt(uuid: string): number {
  return parseInt(uuid.replaceAll("-", "").slice(0, 12), 16);
}
