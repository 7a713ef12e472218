/**
 * The store in MySQL 8 or MariaDB, for processes on many hosts: a pool of connections, a
 * transaction for each plan, and the database's clock for all of them.
 */
import { setTimeout as delay } from "node:timers/promises";
import { LintelError, messageOf } from "../../errors.ts";
import { log } from "../../observability/log.ts";
import { first, type Statement } from "../plan.ts";
import type { Store } from "../port.ts";
import { relationalStore } from "../relational.ts";
import { Connection, type ConnectionLimits, type MysqlAddress, mysqlDb } from "./connection.ts";
import { Transactions } from "./database.ts";
import { isAway, storeError } from "./errors.ts";
import { serverFacts } from "./facts.ts";
import { migrateDatabase } from "./migrate.ts";
import { Pool } from "./pool.ts";

const logger = log("store.mysql");

export interface MysqlOptions {
  address: MysqlAddress;
  /** Connections at most. */
  poolSize: number;
  /** Seconds that a connection is kept without work. */
  idleSeconds: number;
  /** Milliseconds to wait for a database that is away when it is opened; 30,000. */
  patience?: number;
  /** Milliseconds for a query, after which its connection is destroyed; 8,000. */
  queryTimeout?: number;
}

const PATIENCE = 30_000;
const QUERY = 8000;
/** Milliseconds for a query that may touch every task of a job, or every row of a table. */
const HEAVY = 120_000;
/** Milliseconds between tries to reach a database that is away. */
const PAUSE = 500;
/**
 * Seconds by which the server keeps an idle connection longer than the pool does. What it closes
 * is of a process that froze, whose locks are free then.
 */
const SPARE = 5;

/** Opens (migrating as needed) the database; throws `store_unavailable`. */
export async function openMysqlStore(options: MysqlOptions): Promise<Store> {
  await migrate(options);
  const limits = limitsOf(options);
  const pool = new Pool({
    open: () => Connection.open(options.address, limits),
    size: options.poolSize,
    idle: options.idleSeconds * 1000,
    patience: limits.query,
  });
  const transactions = new Transactions(pool);
  return relationalStore({
    kind: "mysql",
    db: mysqlDb,
    serial: false,
    read: (plan) => transactions.read(plan),
    write: (plan) => transactions.write(plan),
    time: () =>
      transactions.read(function* () {
        return (yield* first(NOW))!.ms;
      }),
    facts: () => transactions.read(serverFacts),
    close: () => pool.close(),
  });
}

/** Sessions are in UTC, so that no hour comes twice. */
const NOW: Statement<{ ms: number }> = {
  sql: "select cast(unix_timestamp(now(3)) * 1000 as signed) as ms",
  parameters: [],
};

/** Creates or migrates the tables; how many migrations were applied. */
export async function migrate(options: MysqlOptions): Promise<number> {
  const limits = limitsOf(options);
  const deadline = performance.now() + (options.patience ?? PATIENCE);
  for (let warned = false;;) {
    try {
      const connection = await Connection.open(options.address, limits);
      try {
        return await migrateDatabase(connection);
      } finally {
        await connection.end();
      }
    } catch (error) {
      if (!isAway(error) || performance.now() > deadline) throw unavailable(options, error);
      if (!warned) logger.warning("the database is not there yet", { error });
      warned = true;
    }
    await delay(PAUSE);
  }
}

function limitsOf({ queryTimeout, idleSeconds }: MysqlOptions): ConnectionLimits {
  return { query: queryTimeout ?? QUERY, heavy: HEAVY, idle: idleSeconds + SPARE };
}

/** Says which database it was. */
function unavailable({ address }: MysqlOptions, error: unknown): LintelError {
  const known = storeError(error);
  const { host, port, database } = address;
  const message = `the database ${database} at ${host}:${port}: ${messageOf(known)}`;
  return new LintelError(known.code, message, { cause: error });
}
