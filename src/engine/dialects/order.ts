import type { Dialect } from "./dialect.ts";
import { everyDialect } from "./find.ts";

/**
 * Dialects that most people use, first. Of several that take a text, the first is the likeliest.
 * A dialect that is not named here comes behind these.
 */
const BY_USE: readonly string[] = [
  "postgres",
  "snowflake",
  "bigquery",
  "mysql",
  "tsql",
  "sparksql",
  "oracle",
  "redshift",
  "databricks",
  "sqlite",
  "duckdb",
  "clickhouse",
  "trino",
  "mariadb",
  "hive",
  "athena",
  "teradata",
  "db2",
];

function place({ name }: Dialect): number {
  const at = BY_USE.indexOf(name);
  return at < 0 ? BY_USE.length : at;
}

let ordered: readonly Dialect[] | null = null;

/** Every dialect that is built, in the order in which they are tried on a text. Throws NotLoaded. */
export function dialectsByUse(): readonly Dialect[] {
  return ordered ??= [...everyDialect()].sort((a, b) => place(a) - place(b));
}
