/**
 * Tells the processes that share a Deno KV file that something was enqueued: Deno KV wakes only
 * listeners of the enqueuing process, others find a message up to a minute later. Each ringer
 * touches a file of its own in a folder beside the database, and everyone watches that folder,
 * so that nobody takes another's ring for its own.
 */
import { basename, join } from "node:path";
import { messageOf } from "../../errors.ts";
import { log } from "../../observability/log.ts";
import { QUEUE_NAMES, type QueueName } from "../port.ts";
import { Throttle } from "./throttle.ts";

const logger = log("queue.doorbell");

/** Rings of one queue are at least this far apart. */
const RING_INTERVAL_MS = 20;
/** Bells of processes that died are removed after this time. */
const STALE_MS = 60 * 60 * 1000;

export class Doorbell {
  private readonly folder: string;
  private readonly ringer = crypto.randomUUID();
  private readonly throttles = new Map<QueueName, Throttle>();
  private writing: Promise<void> = Promise.resolve();
  private watcher: Deno.FsWatcher | null = null;
  private watching: Promise<void> = Promise.resolve();

  /** `database` is the path of the Deno KV file. */
  constructor(database: string) {
    this.folder = `${database}.bell`;
  }

  /** Makes the folder and clears bells that nobody rings any more. */
  async open(): Promise<void> {
    await Deno.mkdir(this.folder, { recursive: true, mode: 0o700 });
    for await (const entry of Deno.readDir(this.folder)) await this.removeStale(entry.name);
  }

  private async removeStale(name: string): Promise<void> {
    const path = join(this.folder, name);
    try {
      const { mtime } = await Deno.stat(path);
      if (mtime !== null && Date.now() - mtime.getTime() > STALE_MS) await Deno.remove(path);
    } catch (error) {
      // Another process that opens at the same time clears the same bells.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  private bell(queue: QueueName): string {
    return join(this.folder, `${queue}.${this.ringer}`);
  }

  /** Wakes the other processes. A ring that fails costs them time only, so it is just logged. */
  ring(queue: QueueName): void {
    let throttle = this.throttles.get(queue);
    if (throttle === undefined) {
      throttle = new Throttle(RING_INTERVAL_MS, () => {
        this.writing = this.writing.then(() => Deno.writeTextFile(this.bell(queue), queue))
          .catch((error) => logger.warning("the doorbell cannot be rung", { error }));
      });
      this.throttles.set(queue, throttle);
    }
    throttle.request();
  }

  /** Calls `heard` for each ring of another process, until `close`. */
  listen(heard: (queue: QueueName) => void): void {
    try {
      const watcher = Deno.watchFs(this.folder, { recursive: false });
      this.watcher = watcher;
      this.watching = this.follow(watcher, heard);
    } catch (error) {
      // Out of inotify watches: messages of other processes still arrive, by the slow way.
      logger.warning("the doorbell cannot be watched", { reason: messageOf(error) });
    }
  }

  private async follow(
    watcher: Deno.FsWatcher,
    heard: (queue: QueueName) => void,
  ): Promise<void> {
    for await (const event of watcher) {
      if (event.kind !== "create" && event.kind !== "modify") continue;
      for (const path of event.paths) {
        const [name, ringer] = basename(path).split(".");
        const queue = QUEUE_NAMES.find((known) => known === name);
        if (queue !== undefined && ringer !== this.ringer) heard(queue);
      }
    }
  }

  /** Stops hearing; ringing goes on. */
  async stopListening(): Promise<void> {
    this.watcher?.close();
    this.watcher = null;
    await this.watching;
  }

  /** Sends the last rings and takes this process's bells away. */
  async close(): Promise<void> {
    await this.stopListening();
    for (const throttle of this.throttles.values()) throttle.flush();
    await this.writing;
    for (const queue of this.throttles.keys()) {
      await Deno.remove(this.bell(queue)).catch((error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      });
    }
  }
}
