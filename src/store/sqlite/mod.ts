/**
 * The store in one SQLite file, over one connection. A second one that only reads would find its
 * pages outdated by every commit of the first, and fetch them again from the log each time. No
 * transaction is open between two turns of the event loop, so that what is read is committed.
 * The file must not lie on a network file system.
 */
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { LintelError } from "../../errors.ts";
import type { Store } from "../port.ts";
import type { Database } from "../database_port.ts";
import { relationalStore } from "../relational.ts";
import { Connection, patiently, sqliteDb } from "./connection.ts";
import { storeError } from "./errors.ts";
import { databaseFacts } from "./facts.ts";
import { Log } from "./log.ts";
import { migrateConnection } from "./migrate.ts";
import { Writer } from "./writer.ts";

export interface SqliteOptions {
  /** Milliseconds to wait for another process's lock before `store_unavailable`; 5,000. */
  patience?: number;
}

/** Opens (creating and migrating as needed) the database; throws `store_unavailable`. */
export async function openSqliteStore(path: string, options: SqliteOptions = {}): Promise<Store> {
  return relationalStore(await openDatabase(path, options));
}

/** Creates or migrates the database and closes it; how many migrations were applied. */
export async function migrate(path: string, options: SqliteOptions = {}): Promise<number> {
  const connection = await connect(path, options.patience ?? OPENING);
  try {
    return await migrateConnection(connection, options.patience ?? OPENING);
  } catch (error) {
    throw storeError(error);
  } finally {
    connection.close();
  }
}

const PATIENCE = 5000;
/** Milliseconds that the first process of many may take to make the file what the others need. */
const OPENING = 30_000;

/** Several processes that start at once may find the file locked by one of them for a moment. */
async function connect(path: string, patience: number): Promise<Connection> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return await patiently(() => new Connection(path), patience);
  } catch (error) {
    const message = `cannot open the database ${path}`;
    throw new LintelError("store_unavailable", message, { cause: error });
  }
}

/**
 * Copies the log that an earlier process has left into the database, and waits for the disk: where
 * an fsync of the log had failed, the kernel has pages of it that it will never write. Another
 * process that reads at this moment keeps some of it back, and has a log that it can rely on.
 */
async function makeDurable(connection: Connection, patience: number): Promise<void> {
  await patiently(() => connection.exec("PRAGMA wal_checkpoint(TRUNCATE)"), patience);
}

async function openDatabase(path: string, options: SqliteOptions): Promise<Database> {
  const patience = options.patience ?? PATIENCE;
  const opening = options.patience ?? OPENING;
  const connection = await connect(path, opening);
  let log: Log;
  try {
    await migrateConnection(connection, opening);
    log = await Log.open(path);
    await makeDurable(connection, opening);
  } catch (error) {
    connection.close();
    throw storeError(error);
  }
  await patiently(() => connection.leaveSyncToCaller(), opening);
  const writer = new Writer(connection, () => log.sync(), patience);
  const read: Database["read"] = async (plan) => {
    try {
      return connection.query(plan());
    } catch (error) {
      throw storeError(error);
    }
  };
  return {
    kind: "sqlite",
    serial: true,
    time: () => Promise.resolve(null),
    facts: () => read(databaseFacts),
    db: sqliteDb,
    write: (plan) => writer.write(plan),
    read,
    failed: writer.failed,
    async close() {
      const isTrusted = await writer.close();
      log.close();
      // The last one to close would copy a log into the database that nobody can rely on.
      if (isTrusted) connection.close();
    },
  };
}
