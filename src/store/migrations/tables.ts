/** How a table is begun and ended in each database. */
import { type CreateTableBuilder, sql } from "kysely";
import { built, type Db, type Statement } from "../plan.ts";

export type DatabaseKind = "sqlite" | "mysql";

/**
 * A new table. MySQL gives one the character set of its schema unless it is told, and that may be
 * anything; names and keys are compared byte by byte, as SQLite does.
 */
export function createTable<T extends string>(
  db: Db,
  kind: DatabaseKind,
  name: T,
): CreateTableBuilder<T, never> {
  const table = db.schema.createTable(name);
  if (kind === "sqlite") return table;
  return table.modifyEnd(
    sql`engine = InnoDB default character set utf8mb4 collate utf8mb4_bin`,
  );
}

/** Takes an index away: MySQL has to be told of which table, and SQLite does not take it. */
export function dropIndex(
  db: Db,
  kind: DatabaseKind,
  table: string,
  name: string,
): Statement<unknown> {
  const index = db.schema.dropIndex(name);
  return built(kind === "sqlite" ? index : index.on(table));
}
