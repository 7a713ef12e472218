/**
 * Results kept from one run to the next (`--cache`), by all that an answer depends on: the bytes,
 * options, configuration and templates, and the build of the engine. A database of SQLite, so that
 * two runs may use one file at a time.
 */
import { existsSync, statSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { messageOf } from "../errors.ts";
import type { LintResult } from "../lint/result.ts";
import { UsageError } from "./find_files.ts";

/** "LnCa": marks the file as ours, so that no other database is ever written to. */
const APPLICATION = 0x4c6e4361;
/** Bytes of results that are kept; the longest unused go first. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Results that are written in one transaction. */
const BATCH = 200;
const WAIT_MS = 5000;
const DAY_MS = 86_400_000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS results (
    key TEXT PRIMARY KEY, result TEXT NOT NULL, used INTEGER NOT NULL
  ) WITHOUT ROWID;
  PRAGMA application_id = ${APPLICATION};`;

function open(path: string): DatabaseSync {
  const isNew = !existsSync(path) || statSync(path).size === 0;
  const database = new DatabaseSync(path);
  try {
    database.exec(`PRAGMA busy_timeout = ${WAIT_MS}; PRAGMA synchronous = NORMAL;`);
    const { application_id } = database.prepare("PRAGMA application_id").get() as {
      application_id: number;
    };
    if (!isNew && application_id !== APPLICATION) {
      throw new Error("it is another database");
    }
    database.exec(SCHEMA);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

export class DiskCache {
  private readonly database: DatabaseSync;
  private readonly find: StatementSync;
  private readonly today = Math.floor(Date.now() / DAY_MS);
  /** What is to be written: results, and the keys of older ones that were used again. */
  private readonly fresh = new Map<string, string>();
  private readonly used = new Set<string>();
  /** Why nothing is written any more. */
  private failed: UsageError | null = null;

  /** Opens or makes the file. Throws UsageError for one that is something else or damaged. */
  constructor(private readonly path: string, private readonly mostBytes = MOST_BYTES) {
    try {
      this.database = open(path);
      this.find = this.database.prepare("SELECT result, used FROM results WHERE key = ?");
    } catch (error) {
      throw this.fault(error);
    }
  }

  private fault(error: unknown): UsageError {
    return new UsageError(`--cache: ${this.path} cannot be used: ${messageOf(error)}`);
  }

  /** The result, bearing the name `file`; null where there is none. */
  get(key: string, file: string): LintResult | null {
    const row = this.find.get(key) as { result: string; used: number } | undefined;
    if (row === undefined) return null;
    if (row.used !== this.today) this.used.add(key);
    const result = JSON.parse(row.result) as LintResult;
    result.file = file;
    for (const violation of result.violations) violation.file = file;
    return { ...result, duration_ms: 0 };
  }

  set(key: string, result: LintResult): void {
    if (this.failed !== null) return;
    this.fresh.set(key, JSON.stringify(result));
    if (this.fresh.size >= BATCH) this.flush();
  }

  /** Writes what waits. Where that fails nothing more is written, and `close` says why. */
  private flush(): void {
    if (this.failed !== null || (this.fresh.size === 0 && this.used.size === 0)) return;
    try {
      this.write();
    } catch (error) {
      this.failed = this.fault(error);
    }
    this.fresh.clear();
    this.used.clear();
  }

  private write(): void {
    const { database, today } = this;
    database.exec("BEGIN IMMEDIATE");
    const put = database.prepare(
      "INSERT OR REPLACE INTO results (key, result, used) VALUES (?, ?, ?)",
    );
    for (const [key, result] of this.fresh) put.run(key, result, today);
    const touch = database.prepare("UPDATE results SET used = ? WHERE key = ?");
    for (const key of this.used) touch.run(today, key);
    database.exec("COMMIT");
  }

  /** Drops what was not used for longest until the rest fits. */
  private prune(): void {
    const sum = this.database.prepare(
      "SELECT coalesce(sum(length(result)), 0) AS bytes FROM results",
    );
    const { bytes } = sum.get() as { bytes: number };
    if (bytes <= this.mostBytes) return;
    this.database.exec(`
      DELETE FROM results WHERE key IN (
        SELECT key FROM (
          SELECT key, sum(length(result)) OVER (ORDER BY used DESC, key) AS kept FROM results
        ) WHERE kept > ${Math.floor(this.mostBytes * 0.9)}
      )`);
  }

  /** Writes what is left. What cannot be written is said, and costs the next run its time alone. */
  close(): string | null {
    try {
      const wrote = this.fresh.size > 0;
      this.flush();
      if (wrote && this.failed === null) this.prune();
      return this.failed?.message ?? null;
    } catch (error) {
      return this.fault(error).message;
    } finally {
      this.database.close();
    }
  }
}
