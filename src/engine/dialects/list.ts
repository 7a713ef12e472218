import { ansi } from "./ansi/mod.ts";
import { athena } from "./athena/mod.ts";
import { bigquery } from "./bigquery/mod.ts";
import { clickhouse } from "./clickhouse/mod.ts";
import { databricks } from "./databricks/mod.ts";
import { db2 } from "./db2/mod.ts";
import type { Dialect } from "./dialect.ts";
import { doris } from "./doris/mod.ts";
import { duckdb } from "./duckdb/mod.ts";
import { exasol } from "./exasol/mod.ts";
import { flink } from "./flink/mod.ts";
import { greenplum } from "./greenplum/mod.ts";
import { hive } from "./hive/mod.ts";
import { impala } from "./impala/mod.ts";
import { mariadb } from "./mariadb/mod.ts";
import { materialize } from "./materialize/mod.ts";
import { mysql } from "./mysql/mod.ts";
import { oracle } from "./oracle/mod.ts";
import { postgres } from "./postgres/mod.ts";
import { redshift } from "./redshift/mod.ts";
import { snowflake } from "./snowflake/mod.ts";
import { soql } from "./soql/mod.ts";
import { sparksql } from "./sparksql/mod.ts";
import { sqlite } from "./sqlite/mod.ts";
import { starrocks } from "./starrocks/mod.ts";
import { teradata } from "./teradata/mod.ts";
import { trino } from "./trino/mod.ts";
import { tsql } from "./tsql/mod.ts";
import { vertica } from "./vertica/mod.ts";

/** Every dialect that is built, by name. */
export const dialects: readonly Dialect[] = [
  ansi,
  athena,
  bigquery,
  clickhouse,
  databricks,
  db2,
  doris,
  duckdb,
  exasol,
  flink,
  greenplum,
  hive,
  impala,
  mariadb,
  materialize,
  mysql,
  oracle,
  postgres,
  redshift,
  snowflake,
  soql,
  sparksql,
  sqlite,
  starrocks,
  teradata,
  trino,
  tsql,
  vertica,
];
