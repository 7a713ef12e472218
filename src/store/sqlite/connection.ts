/** One connection over node:sqlite that keeps its prepared statements and drives plans. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { Answer, Db, Plan, Statement, Step } from "../plan.ts";
import type { Schema } from "../schema.ts";
import { isBusy, storeError } from "./errors.ts";

/** Statements kept prepared; lists with filters have a bounded number of shapes. */
const KEPT = 256;

/**
 * Milliseconds SQLite itself waits for a lock. Short, because it blocks the whole process; what
 * takes longer is waited for outside of it (`patiently`).
 */
const BUSY_TIMEOUT = 100;

/**
 * Pages of the log at which it is copied into the database, by the thread that commits: 16 MB.
 * A page that was written many times meanwhile is copied once.
 */
const CHECKPOINT_PAGES = 4000;

/** Kept of the database in memory: what hundreds of jobs a second touch of the indexes. */
const CACHE_KIB = 8000;

/** Kysely as a compiler: statements run on the connections below, which keep them prepared. */
export const sqliteDb: Db = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

const NOTHING: Answer = { rows: [], changes: 0 };

function isBatch(step: Step): step is readonly Statement<unknown>[] {
  return Array.isArray(step);
}

function driven<T>(plan: Plan<T>, run: (statement: Statement<unknown>) => Answer): T {
  let step = plan.next();
  while (!step.done) {
    const { value } = step;
    step = plan.next(isBatch(value) ? value.map(run) : run(value));
  }
  return step.value;
}

export class Connection {
  private readonly database: DatabaseSync;
  private readonly statements = new Map<string, { statement: StatementSync; reads: boolean }>();

  /** Throws what SQLite throws where the file cannot be opened. */
  constructor(path: string) {
    this.database = new DatabaseSync(path);
    this.database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
    this.database.exec("PRAGMA foreign_keys = ON");
    this.database.exec("PRAGMA synchronous = FULL");
    this.database.exec("PRAGMA temp_store = MEMORY");
    this.database.exec(`PRAGMA cache_size = ${-CACHE_KIB}`);
  }

  get inTransaction(): boolean {
    return this.database.isTransaction;
  }

  /**
   * From now on a commit returns before the disk has it, and the caller must make the log durable
   * (`Log.sync`) before it tells anybody. Checkpoints still wait for the disk, on both sides.
   */
  leaveSyncToCaller(): void {
    this.database.exec("PRAGMA synchronous = NORMAL");
    this.database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  }

  exec(sql: string): void {
    this.database.exec(sql);
  }

  run({ sql, parameters, onlyLocks }: Statement<unknown>): Answer {
    if (onlyLocks === true) return NOTHING;
    const { statement, reads } = this.prepare(sql);
    const values = parameters as SQLInputValue[];
    if (reads) return { rows: statement.all(...values), changes: 0 };
    return { rows: [], changes: Number(statement.run(...values).changes) };
  }

  /** Runs a plan to its end. What it throws, a failing statement included, is thrown. */
  drive<T>(plan: Plan<T>): T {
    return driven(plan, (statement) => this.run(statement));
  }

  /** The same for a plan that only reads; throws where one of its statements would write. */
  query<T>(plan: Plan<T>): T {
    return driven(plan, (statement) => {
      const { sql } = statement;
      if (!this.prepare(sql).reads) throw new TypeError(`a plan that only reads wants to ${sql}`);
      return this.run(statement);
    });
  }

  close(): void {
    this.statements.clear();
    if (this.database.isOpen) this.database.close();
  }

  private prepare(sql: string): { statement: StatementSync; reads: boolean } {
    let known = this.statements.get(sql);
    if (known !== undefined) return known;
    known = { statement: this.database.prepare(sql), reads: /^\s*(select|pragma)/i.test(sql) };
    if (this.statements.size >= KEPT) this.statements.delete(this.statements.keys().next().value!);
    this.statements.set(sql, known);
    return known;
  }
}

/**
 * Tries again while another process holds the lock, without blocking this one meanwhile. Throws
 * `store_unavailable` after `patience` milliseconds.
 */
export async function patiently<T>(work: () => T, patience: number): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw storeError(error);
    }
    await delay(5 + Math.random() * 20);
  }
}
