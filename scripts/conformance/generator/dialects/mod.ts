import type { Sentences } from "../sentences.ts";
import { ANSI } from "./ansi.ts";
import { DB2, EXASOL, ORACLE, TERADATA, TSQL, VERTICA } from "./enterprise_family.ts";
import { ATHENA, DATABRICKS, FLINK, HIVE, IMPALA, SPARKSQL, TRINO } from "./lake_family.ts";
import { DORIS, MARIADB, MYSQL, STARROCKS } from "./mysql_family.ts";
import { POSTGRES } from "./postgres.ts";
import { DUCKDB, GREENPLUM, MATERIALIZE, REDSHIFT } from "./postgres_family.ts";
import { CLICKHOUSE, SOQL, SQLITE } from "./small_family.ts";
import { BIGQUERY, SNOWFLAKE } from "./warehouse_family.ts";

/** What the generator writes, by dialect. */
export const SENTENCES: Readonly<Record<string, Sentences>> = {
  ansi: ANSI,
  athena: ATHENA,
  bigquery: BIGQUERY,
  clickhouse: CLICKHOUSE,
  databricks: DATABRICKS,
  db2: DB2,
  doris: DORIS,
  duckdb: DUCKDB,
  exasol: EXASOL,
  flink: FLINK,
  greenplum: GREENPLUM,
  hive: HIVE,
  impala: IMPALA,
  mariadb: MARIADB,
  materialize: MATERIALIZE,
  mysql: MYSQL,
  oracle: ORACLE,
  postgres: POSTGRES,
  redshift: REDSHIFT,
  snowflake: SNOWFLAKE,
  soql: SOQL,
  sparksql: SPARKSQL,
  sqlite: SQLITE,
  starrocks: STARROCKS,
  teradata: TERADATA,
  trino: TRINO,
  tsql: TSQL,
  vertica: VERTICA,
};
