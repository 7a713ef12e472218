/**
 * The one writer. Units of work that arrive while the disk makes others durable are committed
 * together, because the fsync of the log is what costs. Each runs under a savepoint: one that
 * fails is undone alone and fails alone. Nobody hears of a unit before it is durable.
 *
 * An fsync that failed is the last one: the kernel has forgotten by then what it could not write, and
 * the next fsync succeeds without it. What was committed afterwards would be lost with the gap before
 * it, so that nothing more is taken until a process opens the database anew.
 */
import { setImmediate } from "node:timers";
import { LintelError, messageOf } from "../../errors.ts";
import type { Plan } from "../plan.ts";
import { type Connection, patiently } from "./connection.ts";
import { storeError } from "./errors.ts";

/** Units of one commit; bounds how long the lock is held and other processes wait. */
const LARGEST_GROUP = 200;

interface Unit {
  /** When it came, on the clock of performance.now(). */
  since: number;
  /** Runs the work; `settle` is called once the commit is known to be durable or failed. */
  run(): { settle(): void };
  reject(error: LintelError): void;
}

const BEGIN = { sql: "BEGIN IMMEDIATE", parameters: [] };
const COMMIT = { sql: "COMMIT", parameters: [] };
const ROLLBACK = { sql: "ROLLBACK", parameters: [] };
const SAVEPOINT = { sql: "SAVEPOINT unit", parameters: [] };
const RELEASE = { sql: "RELEASE unit", parameters: [] };
const UNDO = { sql: "ROLLBACK TO unit", parameters: [] };

/** What the units of a commit hear that may be on the disk or not. */
function notDurable(cause: unknown): LintelError {
  const message = `SQLite: the disk did not keep what was committed: ${messageOf(cause)}`;
  return new LintelError("store_unavailable", message, { cause, uncertain: true });
}

function notTrusted(cause: LintelError): LintelError {
  const message = "SQLite: the disk has failed, and this process can no longer rely on it";
  return new LintelError("store_unavailable", message, { cause });
}

export class Writer {
  private waiting: Unit[] = [];
  private busy: Promise<void> | null = null;
  private closed = false;
  private failure: LintelError | null = null;
  private readonly failing = Promise.withResolvers<LintelError>();
  /** Resolves when an fsync has failed. */
  readonly failed: Promise<LintelError> = this.failing.promise;

  constructor(
    private readonly connection: Connection,
    /** Resolves when everything committed before the call is durable. */
    private readonly sync: () => Promise<void>,
    /** Milliseconds that a unit of work waits for the lock of another process. */
    private readonly patience: number,
  ) {}

  /** Resolves with the plan's answer once it is durable. */
  write<T>(plan: () => Plan<T>): Promise<T> {
    if (this.closed) {
      return Promise.reject(new LintelError("store_unavailable", "The store is closed."));
    }
    if (this.failure !== null) return Promise.reject(notTrusted(this.failure));
    return new Promise<T>((resolve, reject) => {
      const run = () => {
        const value = this.isolated(plan);
        return { settle: () => resolve(value) };
      };
      this.waiting.push({ since: performance.now(), run, reject });
      this.busy ??= this.drain();
    });
  }

  /** Commits what is waiting and takes nothing more; false where an fsync has failed. */
  async close(): Promise<boolean> {
    this.closed = true;
    await this.busy;
    return this.failure === null;
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      const units = this.waiting.splice(0, LARGEST_GROUP);
      if (this.failure === null) await this.commit(units);
      else for (const unit of units) unit.reject(notTrusted(this.failure));
    }
    this.busy = null;
  }

  private async commit(units: readonly Unit[]): Promise<void> {
    // What waited behind others for the same lock has waited enough with them.
    const left = this.patience - (performance.now() - units[0]!.since);
    try {
      await patiently(() => this.connection.run(BEGIN), left);
    } catch (error) {
      for (const unit of units) unit.reject(storeError(error));
      return;
    }
    const done: { settle(): void }[] = [];
    const failed: { unit: Unit; error: LintelError }[] = [];
    try {
      for (const unit of units) {
        try {
          done.push(unit.run());
        } catch (error) {
          // After some failures (a full disk) SQLite has undone the whole transaction by itself.
          if (!this.connection.inTransaction) throw error;
          failed.push({ unit, error: storeError(error) });
        }
      }
      this.connection.run(COMMIT);
    } catch (error) {
      if (this.connection.inTransaction) this.connection.run(ROLLBACK);
      for (const unit of units) unit.reject(storeError(error));
      return;
    }
    try {
      await this.sync();
    } catch (error) {
      this.failure = notDurable(error);
      for (const unit of units) unit.reject(this.failure);
      this.failing.resolve(this.failure);
      return;
    }
    for (const { settle } of done) settle();
    for (const { unit, error } of failed) unit.reject(error);
  }

  private isolated<T>(plan: () => Plan<T>): T {
    this.connection.run(SAVEPOINT);
    try {
      const value = this.connection.drive(plan());
      this.connection.run(RELEASE);
      return value;
    } catch (error) {
      if (this.connection.inTransaction) {
        this.connection.run(UNDO);
        this.connection.run(RELEASE);
      }
      throw error;
    }
  }
}
