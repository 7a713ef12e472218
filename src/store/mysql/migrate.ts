/**
 * Brings a database to the newest schema. MySQL commits with every statement that changes a table,
 * so what is kept is how far a migration has come, statement by statement: a process may be killed
 * after any of them, and the next one goes on from there. A lock of the server lets one at a time.
 */
import { LintelError } from "../../errors.ts";
import { log } from "../../observability/log.ts";
import { MIGRATIONS } from "../migrations/mod.ts";
import type { Answer, Plan, Statement } from "../plan.ts";
import { type Connection, mysqlDb } from "./connection.ts";
import { serverError } from "./errors.ts";
import { mergeDdl } from "./merge_ddl.ts";

const logger = log("store.mysql");

const NEWEST = Math.max(...MIGRATIONS.map((migration) => migration.version));

/** Seconds that a process waits for another that migrates before it looks how far that has come. */
const LOCK_SECONDS = 60;
/** Looks between which nothing was done, after which it gives up: a statement takes less. */
const LOOKS = 4;
/** Named after the database, because the lock is the whole server's; at most 64 characters. */
const LOCK_NAME = "concat('lintel.', md5(database()))";

/** Errors of a statement that was done already: what it adds is there, what it drops is not. */
const DONE = new Set([1050, 1060, 1061, 1091, 1826]);

const CHANGES_ROWS = /^\s*(insert|update|delete)\b/i;

const NO_SUCH_TABLE = 1146;
const NOTHING: Answer = { rows: [], changes: 0 };

/** What it takes to migrate. */
export type Session = Pick<Connection, "send" | "exec" | "usable">;

interface Progress {
  /** The migration that was applied last. */
  version: number;
  /** Statements of the one after it that were done. */
  step: number;
  /** 1 from before a statement is run until it is known to be done. */
  in_flight: number;
}

/** Applies what is missing and returns how many migrations those were. Throws what queries throw. */
export async function migrateDatabase(connection: Session): Promise<number> {
  const found = await progressOf(connection);
  if (found !== null) refuseNewer(found.version);
  if (found?.version === NEWEST) return 0;
  await lock(connection);
  try {
    return await migrateLocked(connection);
  } finally {
    if (connection.usable) await connection.exec(`do release_lock(${LOCK_NAME})`);
  }
}

/** Waits for another process that migrates for as long as that one gets on. */
async function lock(connection: Session): Promise<void> {
  let before = "";
  for (let idle = 0; idle < LOOKS; idle++) {
    const sql = `select get_lock(${LOCK_NAME}, ${LOCK_SECONDS}) as got`;
    const [answer] = await rowsOf<{ got: number | null }>(connection, sql);
    if (answer?.got === 1) return;
    const progress = await progressOf(connection);
    const now = JSON.stringify(progress);
    if (now !== before) idle = 0;
    before = now;
    logger.warning("another process migrates the database; this one waits", { ...progress });
  }
  const message = "another process has been migrating the database, and has not got on for " +
    `${(LOOKS - 1) * LOCK_SECONDS} s`;
  throw new LintelError("store_unavailable", message);
}

async function migrateLocked(connection: Session): Promise<number> {
  await connection.exec(
    `create table if not exists schema_migrations (id integer primary key, version integer ` +
      `not null, step integer not null, in_flight integer not null) engine = InnoDB ` +
      `default character set utf8mb4 collate utf8mb4_bin`,
  );
  await connection.exec("insert ignore into schema_migrations values (1, 0, 0, 0)");
  let applied = 0;
  for (const { version, apply } of MIGRATIONS) {
    const progress = (await progressOf(connection))!;
    refuseNewer(progress.version);
    if (progress.version >= version) continue;
    await applyFrom(connection, statementsOf(apply(mysqlDb, "mysql")), progress);
    await keep(connection, { version, step: 0, in_flight: 0 });
    applied++;
  }
  return applied;
}

/** The statements of a migration, of which none looks at an answer. */
function statementsOf(plan: Plan<void>): Statement<unknown>[] {
  const statements: Statement<unknown>[] = [];
  for (let next = plan.next(); !next.done; next = plan.next(NOTHING)) {
    const { value } = next;
    if (!("sql" in value)) {
      throw new LintelError("internal", "a migration yields single statements");
    }
    statements.push(value);
  }
  return mergeDdl(statements);
}

/**
 * Runs the statements of a migration that were not done yet. That one is done is noted together
 * with the beginning of the next, and the end of the last one with that of the migration.
 */
async function applyFrom(
  connection: Session,
  statements: readonly Statement<unknown>[],
  { version, step: from, in_flight }: Progress,
): Promise<void> {
  for (const [step, statement] of statements.entries()) {
    if (step < from) continue;
    if (CHANGES_ROWS.test(statement.sql)) {
      // With rows, what was done and that it was done are one transaction.
      await connection.send([statement], { begin: true });
      await keep(connection, { version, step: step + 1, in_flight: 0 });
      await connection.exec("commit");
      continue;
    }
    const halfDone = step === from && in_flight === 1;
    if (!halfDone) await keep(connection, { version, step, in_flight: 1 });
    try {
      await connection.send([{ ...statement, heavy: true }]);
    } catch (error) {
      // Only where this very statement was under way when a process was killed: else the table is
      // somebody else's.
      if (!halfDone || !DONE.has(serverError(error) ?? 0)) {
        if (connection.usable) await keep(connection, { version, step, in_flight: 0 });
        throw error;
      }
    }
  }
}

async function keep(
  connection: Session,
  { version, step, in_flight }: Progress,
): Promise<void> {
  await connection.exec(
    `update schema_migrations set version = ${version}, step = ${step}, ` +
      `in_flight = ${in_flight} where id = 1`,
  );
}

/** Null for a database that nothing was ever done to. */
async function progressOf(connection: Session): Promise<Progress | null> {
  try {
    const sql = "select version, step, in_flight from schema_migrations where id = 1";
    return (await rowsOf<Progress>(connection, sql))[0] ?? null;
  } catch (error) {
    if (serverError(error) === NO_SUCH_TABLE) return null;
    throw error;
  }
}

async function rowsOf<Row>(connection: Session, sql: string): Promise<Row[]> {
  // Locks of the server are waited for longer than a query may take.
  const [answer] = await connection.send([{ sql, parameters: [], heavy: true }]);
  return answer!.rows as Row[];
}

function refuseNewer(version: number): void {
  if (version <= NEWEST) return;
  const message =
    `the database has schema ${version}, made by a newer Lintel; this one knows ${NEWEST}`;
  throw new LintelError("store_unavailable", message);
}
