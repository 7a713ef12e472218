/**
 * The write-ahead log as a file. SQLite's own fsync at each commit blocks the thread that serves
 * requests for as long as the disk takes; this one waits on another thread. The log is only ever
 * appended to between two checkpoints, so that what is durable is a prefix of what was committed.
 */
import { dirname } from "node:path";

export class Log {
  private open = true;

  private constructor(private readonly file: Deno.FsFile) {}

  /**
   * Opens the log of a database that a connection has open in WAL mode, and makes its name
   * durable. Throws what Deno.open throws.
   */
  static async open(database: string): Promise<Log> {
    // SQLite's locks lie on the database and on its shared memory: another handle of the log may
    // be closed without losing any.
    const file = await Deno.open(`${database}-wal`, { write: true });
    const folder = await Deno.open(dirname(database), { read: true });
    try {
      await folder.sync();
    } finally {
      folder.close();
    }
    return new Log(file);
  }

  /** Resolves when everything committed before the call is durable. */
  sync(): Promise<void> {
    return this.file.syncData();
  }

  close(): void {
    if (this.open) this.file.close();
    this.open = false;
  }
}
