import { Lazy } from "../loading.ts";
import type { Dialect } from "./dialect.ts";

/** What loads each dialect that is built, by its name. A process seldom needs more than one. */
const LOADERS: Readonly<Record<string, () => Promise<Dialect>>> = {
  ansi: async () => (await import("./ansi/mod.ts")).ansi,
  athena: async () => (await import("./athena/mod.ts")).athena,
  bigquery: async () => (await import("./bigquery/mod.ts")).bigquery,
  clickhouse: async () => (await import("./clickhouse/mod.ts")).clickhouse,
  databricks: async () => (await import("./databricks/mod.ts")).databricks,
  db2: async () => (await import("./db2/mod.ts")).db2,
  doris: async () => (await import("./doris/mod.ts")).doris,
  duckdb: async () => (await import("./duckdb/mod.ts")).duckdb,
  exasol: async () => (await import("./exasol/mod.ts")).exasol,
  flink: async () => (await import("./flink/mod.ts")).flink,
  greenplum: async () => (await import("./greenplum/mod.ts")).greenplum,
  hive: async () => (await import("./hive/mod.ts")).hive,
  impala: async () => (await import("./impala/mod.ts")).impala,
  mariadb: async () => (await import("./mariadb/mod.ts")).mariadb,
  materialize: async () => (await import("./materialize/mod.ts")).materialize,
  mysql: async () => (await import("./mysql/mod.ts")).mysql,
  oracle: async () => (await import("./oracle/mod.ts")).oracle,
  postgres: async () => (await import("./postgres/mod.ts")).postgres,
  redshift: async () => (await import("./redshift/mod.ts")).redshift,
  snowflake: async () => (await import("./snowflake/mod.ts")).snowflake,
  soql: async () => (await import("./soql/mod.ts")).soql,
  sparksql: async () => (await import("./sparksql/mod.ts")).sparksql,
  sqlite: async () => (await import("./sqlite/mod.ts")).sqlite,
  starrocks: async () => (await import("./starrocks/mod.ts")).starrocks,
  teradata: async () => (await import("./teradata/mod.ts")).teradata,
  trino: async () => (await import("./trino/mod.ts")).trino,
  tsql: async () => (await import("./tsql/mod.ts")).tsql,
  vertica: async () => (await import("./vertica/mod.ts")).vertica,
};

/** The names of all dialects that are built. */
export const dialectNames: readonly string[] = Object.keys(LOADERS);

/** All dialects that are built, each loaded when it is first asked for. */
export const DIALECTS: ReadonlyMap<string, Lazy<Dialect>> = new Map(
  Object.entries(LOADERS).map(([name, load]) => [name, new Lazy(`dialect ${name}`, load)]),
);
