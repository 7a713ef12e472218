/** The port through which the store reaches a database: what an adapter of one offers. */
import type { LintelError } from "../errors.ts";
import type { BackendFacts } from "../observability/backend.ts";
import type { Db, Plan } from "./plan.ts";

/** What a database has to offer for the rest to work. */
export interface Database {
  readonly kind: string;
  /** Compiles queries in the database's own SQL. */
  readonly db: Db;
  /** Runs a plan that only reads, on what is committed. */
  read<T>(plan: () => Plan<T>): Promise<T>;
  /** Runs a plan in a transaction of its own or a savepoint; durable when it resolves. */
  write<T>(plan: () => Plan<T>): Promise<T>;
  /** Whether plans run one after another, each on what those asked for before it have written. */
  readonly serial: boolean;
  /** Unix ms by the database's clock; null where that is this host's. */
  time(): Promise<number | null>;
  facts(): Promise<BackendFacts>;
  /** Resolves when this process can no longer rely on it; absent where that never is so. */
  readonly failed?: Promise<LintelError>;
  close(): Promise<void>;
}
