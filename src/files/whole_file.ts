/**
 * A file that appears under its name whole and durable when it is finished, or not at all. What
 * is small is kept until then and written at once; what is larger grows under another name.
 *
 * Everything that a finish changes (folder, file, name) is done before the first fsync: a
 * journalling file system then makes all of it durable in one write, and the fsyncs of the folders
 * find nothing left to do. A crash in between may leave a torn file, which no row of the store
 * names: rows are committed after `finish`.
 */
import { Buffer } from "node:buffer";
import { basename, dirname, join } from "node:path";
import { codeOf } from "./visible.ts";

/** Bytes that small writes are gathered to. */
const GATHER = 128 * 1024;

/** What says that somebody else still uses a file. */
const LATER = new Set(["ENOTEMPTY", "EBUSY", "ESTALE"]);

const CREATE: Deno.OpenOptions = { write: true, create: true, truncate: true, mode: 0o600 };

/** fsync of a folder makes the names in it durable; some file systems refuse it, and need none. */
export async function syncFolder(path: string): Promise<void> {
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

/**
 * Removes a file or a folder with what is in it; one that is not there is as good as removed. True
 * where something had to stay: a network file system keeps a file that is open elsewhere under a
 * name of its own (`.nfs…`), so that its folder is not empty, or says that the file is busy.
 */
export async function remove(path: string): Promise<boolean> {
  try {
    await Deno.remove(path, { recursive: true });
    return false;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (LATER.has(codeOf(error))) return true;
    throw error;
  }
}

/** The name under which a file grows until it is whole. */
export function partOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.part`);
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

/** For a few bytes, which go to the page cache: handing them to another thread takes longer. */
function writeFew(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}

/** What makes a file's folder; each says in which folders names are new by that. */
export interface FolderOf {
  /** Before the file is made; without it the folder is expected to be there. */
  prepare?: () => Promise<readonly string[]>;
  /** Where the folder turns out to be missing; without it that is an error. */
  missing?: () => Promise<readonly string[]>;
}

export class WholeFile {
  size = 0;
  private file: { handle: Deno.FsFile; path: string } | null = null;
  private open = false;
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  /** Folders in which a name is new. */
  private changed: readonly string[] = [];

  constructor(private readonly path: string, private readonly folder: FolderOf = {}) {}

  /** Small pieces are gathered; the caller must not change `bytes` any more. */
  async write(bytes: Uint8Array): Promise<void> {
    this.size += bytes.length;
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    if (this.waitingBytes < GATHER) return;
    this.file ??= await this.create(partOf(this.path));
    await writeAll(this.file.handle, this.gathered());
  }

  async finish(): Promise<void> {
    const { path } = this;
    const file = this.file ??= await this.create(path);
    writeFew(file.handle, this.gathered());
    if (file.path !== path) await this.rename(file.path, path);
    // Of the metadata, what finds the bytes again is enough: times need not be waited for.
    await file.handle.syncData();
    this.close();
    await Promise.all([dirname(path), ...this.changed].map(syncFolder));
  }

  /** Takes back what was written, also where `finish` failed half-way. */
  async abort(): Promise<void> {
    this.close();
    if (this.file !== null) await remove(this.file.path);
  }

  /**
   * A rename whose answer was lost on the network is sent again, and then says that the old name is
   * missing: whether it was done is seen from the new one, which nobody else writes.
   */
  private async rename(from: string, to: string): Promise<void> {
    try {
      await Deno.rename(from, to);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      const { size } = await Deno.stat(to);
      if (size !== this.size) throw error;
    }
  }

  /** What is waiting to be written, as one piece. */
  private gathered(): Uint8Array {
    const pieces = this.waiting;
    this.waiting = [];
    this.waitingBytes = 0;
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  }

  private async create(path: string): Promise<{ handle: Deno.FsFile; path: string }> {
    const { prepare, missing } = this.folder;
    if (prepare !== undefined) this.changed = await prepare();
    let handle: Deno.FsFile;
    try {
      handle = await Deno.open(path, CREATE);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound) || missing === undefined) throw error;
      this.changed = await missing();
      handle = await Deno.open(path, CREATE);
    }
    this.open = true;
    return { handle, path };
  }

  private close(): void {
    if (this.open) this.file?.handle.close();
    this.open = false;
  }
}
