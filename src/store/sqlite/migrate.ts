/** Brings a database file to the newest schema. Safe when many processes start at once. */
import { LintelError } from "../../errors.ts";
import { MIGRATIONS } from "../migrations/mod.ts";
import { type Connection, patiently, sqliteDb } from "./connection.ts";

const NEWEST = Math.max(...MIGRATIONS.map((migration) => migration.version));

/** The version of the schema in `PRAGMA user_version`: 0 for a new file. */
function versionOf(connection: Connection): number {
  const { rows } = connection.run({ sql: "PRAGMA user_version", parameters: [] });
  return (rows[0] as { user_version: number }).user_version;
}

/**
 * Applies what is missing, each migration in a transaction, and returns how many those were.
 * Throws `store_unavailable` where the file is of a newer Lintel, or locked for `patience` ms.
 */
export async function migrateConnection(connection: Connection, patience: number): Promise<number> {
  // Several processes may open a new file at once: only one of them can change its journal.
  await patiently(
    () => connection.run({ sql: "PRAGMA journal_mode = WAL", parameters: [] }),
    patience,
  );
  let applied = 0;
  const found = await patiently(() => versionOf(connection), patience);
  for (const migration of MIGRATIONS) {
    if (found >= migration.version) continue;
    await patiently(() => connection.exec("BEGIN IMMEDIATE"), patience);
    try {
      // Another process may have been here between the look and the lock.
      if (versionOf(connection) < migration.version) {
        connection.drive(migration.apply(sqliteDb, "sqlite"));
        connection.exec(`PRAGMA user_version = ${migration.version}`);
        applied++;
      }
      connection.exec("COMMIT");
    } catch (error) {
      connection.exec("ROLLBACK");
      throw error;
    }
  }
  const version = await patiently(() => versionOf(connection), patience);
  if (version > NEWEST) {
    const message =
      `the database has schema ${version}, made by a newer Lintel; this one knows ${NEWEST}`;
    throw new LintelError("store_unavailable", message);
  }
  return applied;
}
