/** The store on SQLite: one connection that writes, one that reads, both of this process alone. */
import { dirname } from "node:path";
import { LintelError, messageOf } from "../../errors.ts";
import type { Plan, Statement } from "../plan.ts";
import type { Store } from "../port.ts";
import { type StoreDriver, storeOver } from "../store.ts";
import { builder } from "./builder.ts";
import { SqliteDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";
import { Writer } from "./writer.ts";

const BUSY_TIMEOUT = 10_000;

function translate(error: unknown): unknown {
  if (error instanceof LintelError) return error;
  return new LintelError("store_unavailable", `store: ${messageOf(error)}`, { cause: error });
}

/** Opens the file, creating and migrating it. Throws `store_unavailable`. */
export async function openSqliteStore(path: string): Promise<Store> {
  try {
    await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
    migrate(path);
    const writing = new SqliteDatabase(path, { readOnly: false, busyTimeout: BUSY_TIMEOUT });
    writing.exec("PRAGMA synchronous = FULL");
    const reading = new SqliteDatabase(path, { readOnly: true, busyTimeout: BUSY_TIMEOUT });
    return storeOver(sqliteDriver(writing, reading));
  } catch (error) {
    throw translate(error);
  }
}

function sqliteDriver(writing: SqliteDatabase, reading: SqliteDatabase): StoreDriver {
  const writer = new Writer(writing, translate);
  const guarded = <T>(work: () => T): Promise<T> => {
    try {
      return Promise.resolve(work());
    } catch (error) {
      return Promise.reject(translate(error));
    }
  };
  return {
    kind: "sqlite",
    db: builder,
    read: <T>(plan: () => Plan<T>) => guarded(() => reading.drive(plan())),
    query: <Row>(statement: Statement<Row>) =>
      guarded(() => reading.execute(statement).rows as Row[]),
    write: (plan) => writer.write(plan),
    close: () =>
      guarded(() => {
        writer.close();
        reading.close();
        writing.close();
      }),
  };
}
