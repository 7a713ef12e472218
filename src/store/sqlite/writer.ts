/**
 * The one writer. Plans wait in line and are committed together: one `BEGIN IMMEDIATE` and one
 * fsync for all that arrived in a turn of the event loop. Each plan is fenced by a savepoint, so
 * that one that throws takes nothing of the others with it.
 */
import type { Plan } from "../plan.ts";
import type { SqliteDatabase } from "./database.ts";

interface Waiting {
  plan: () => Plan<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** Plans in one commit at most: the turn must stay short. */
const BATCH = 256;

export class Writer {
  private waiting: Waiting[] = [];
  private scheduled = false;
  private closed = false;

  constructor(
    private readonly database: SqliteDatabase,
    private readonly translate: (error: unknown) => unknown,
  ) {}

  /** Resolves with what the plan returned once it is durable. */
  write<T>(plan: () => Plan<T>): Promise<T> {
    if (this.closed) return Promise.reject(this.translate(new Error("the store is closed")));
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ plan, resolve: resolve as (value: unknown) => void, reject });
      this.schedule();
    });
  }

  /** Commits what waits, and takes no more. */
  close(): void {
    this.closed = true;
    while (this.waiting.length > 0) this.commit();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    // After the I/O of this turn was read: what many requests ask for lands in one commit.
    setImmediate(() => {
      this.scheduled = false;
      this.commit();
      if (this.waiting.length > 0) this.schedule();
    });
  }

  private commit(): void {
    const batch = this.waiting.splice(0, BATCH);
    if (batch.length === 0) return;
    const done: { waiting: Waiting; value: unknown }[] = [];
    const failed: { waiting: Waiting; error: unknown }[] = [];
    try {
      this.database.exec("BEGIN IMMEDIATE");
      for (const waiting of batch) {
        const single = batch.length === 1;
        if (!single) this.database.exec("SAVEPOINT unit");
        try {
          done.push({ waiting, value: this.database.drive(waiting.plan()) });
          if (!single) this.database.exec("RELEASE unit");
        } catch (error) {
          if (single) throw error;
          this.database.exec("ROLLBACK TO unit; RELEASE unit");
          failed.push({ waiting, error });
        }
      }
      this.database.exec("COMMIT");
    } catch (error) {
      if (this.database.inTransaction()) this.database.exec("ROLLBACK");
      for (const { reject } of batch) reject(this.translate(error));
      return;
    }
    for (const { waiting, value } of done) waiting.resolve(value);
    for (const { waiting, error } of failed) waiting.reject(this.translate(error));
  }
}
