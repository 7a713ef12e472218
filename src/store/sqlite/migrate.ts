/** Brings a database file to the newest schema; safe when many processes start at once. */
import { sql } from "kysely";
import { MIGRATIONS } from "../migrations/mod.ts";
import { all, built, type Db, type Plan, run } from "../plan.ts";
import { SqliteDatabase } from "./database.ts";
import { builder } from "./builder.ts";

/** Milliseconds to wait for another process that migrates, or that switches to WAL. */
const PATIENCE = 30_000;

function* migrations(db: Db): Plan<number[]> {
  yield* run(built(
    db.schema.createTable("schema_migrations").ifNotExists()
      .addColumn("version", "integer", (c) => c.primaryKey())
      .addColumn("name", "varchar(100)", (c) => c.notNull())
      .addColumn("applied_at", "bigint", (c) => c.notNull()),
  ));
  const rows = yield* all<{ version: number }>({
    sql: "select version from schema_migrations order by version",
    parameters: [],
  });
  const applied = new Set(rows.map((r) => r.version));
  const newest = MIGRATIONS.at(-1)?.version ?? 0;
  const unknown = rows.find((r) => r.version > newest);
  if (unknown !== undefined) {
    throw new Error(
      `the database has migration ${unknown.version}, which this version of Lintel does not know`,
    );
  }
  const done: number[] = [];
  for (const { version, name, apply } of MIGRATIONS) {
    if (applied.has(version)) continue;
    yield* apply(db);
    const row = sql`insert into schema_migrations (version, name, applied_at)
      values (${version}, ${name}, ${Date.now()})`;
    yield* run(row.compile(db));
    done.push(version);
  }
  return done;
}

/** Retries what SQLite refuses at once while another process switches the journal. */
function switchToWal(database: SqliteDatabase): void {
  for (const end = Date.now() + PATIENCE;;) {
    try {
      database.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      if (!/locked|busy/i.test(String(error)) || Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** Applies what is missing, in one transaction; the versions that were applied. */
export function migrate(path: string): number[] {
  const database = new SqliteDatabase(path, { readOnly: false, busyTimeout: PATIENCE });
  try {
    switchToWal(database);
    database.exec("PRAGMA synchronous = FULL");
    database.exec("BEGIN IMMEDIATE");
    try {
      const done = database.drive(migrations(builder));
      database.exec("COMMIT");
      return done;
    } catch (error) {
      if (database.inTransaction()) database.exec("ROLLBACK");
      throw error;
    }
  } finally {
    database.close();
  }
}
