/**
 * Deno KV wakes only listeners of the process that enqueued; those of other processes look about
 * once a minute. So each producer writes a small file of its own in a folder beside the
 * database, and each consumer watches that folder.
 */
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { log } from "../../observability/log.ts";

const logger = log("queue.doorbell");

/** Milliseconds between two rings of one producer. */
const RING_INTERVAL = 20;
/** Milliseconds after which a file that a killed process left behind is removed. */
const STALE = 24 * 3600 * 1000;

export class Doorbell {
  private readonly file: string;
  private readonly name = `${Deno.pid}-${crypto.randomUUID().slice(0, 8)}`;
  private rings = 0;
  private ringing: Promise<void> | null = null;
  private again = false;
  private closed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watcher: Deno.FsWatcher | null = null;
  private watching: Promise<void> | null = null;

  private constructor(private readonly folder: string) {
    this.file = join(folder, this.name);
  }

  static async open(folder: string): Promise<Doorbell> {
    await mkdir(folder, { recursive: true });
    const bell = new Doorbell(folder);
    await bell.removeStale();
    return bell;
  }

  /** Tells consumers of other processes; many rings at once become one, soon after. */
  ring(): void {
    if (this.closed) return;
    if (this.ringing !== null || this.timer !== undefined) {
      this.again = true;
      return;
    }
    this.ringing = this.write();
  }

  /** Calls back when another process rang, until `close`. */
  listen(onRing: () => void): void {
    try {
      this.watcher = Deno.watchFs(this.folder, { recursive: false });
    } catch (error) {
      // No inotify watch is left: messages of other processes arrive all the same, but late.
      logger.warning("the doorbell cannot be heard", { error });
      return;
    }
    this.watching = this.watch(this.watcher, onRing);
  }

  stopListening(): Promise<void> {
    this.watcher?.close();
    this.watcher = null;
    return this.watching ?? Promise.resolve();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.stopListening();
    await this.ringing;
    // A ring that waited for its turn tells of messages that nobody else has heard of.
    if (this.again) await this.write();
    await rm(this.file, { force: true });
  }

  private async watch(watcher: Deno.FsWatcher, onRing: () => void): Promise<void> {
    for await (const event of watcher) {
      // A ring whose file is gone by the time the runtime looks at it is reported as "remove", and
      // rings that found no room in the runtime's buffer as "any": only reading is no ring.
      if (event.kind === "access") continue;
      if (event.paths.some((path) => basename(path) !== this.name)) onRing();
    }
  }

  private async write(): Promise<void> {
    try {
      await writeFile(this.file, String(++this.rings));
    } catch (error) {
      // The messages are safe, and consumers find them later by looking.
      logger.warning("the doorbell could not be rung", { error });
    }
    this.ringing = null;
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (!this.again) return;
      this.again = false;
      this.ring();
    }, RING_INTERVAL);
  }

  private async removeStale(): Promise<void> {
    for (const name of await readdir(this.folder)) {
      const path = join(this.folder, name);
      const age = await ageOf(path);
      if (age !== null && age > STALE) await rm(path, { force: true });
    }
  }
}

/** Milliseconds since the file was written; null where another process has removed it. */
async function ageOf(path: string): Promise<number | null> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return null;
  }
}
