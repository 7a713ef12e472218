/** The children of PostgreSQL, each from its vendor's manual. */
import type { Sentences } from "../sentences.ts";
import { CORE } from "./ansi.ts";

export const REDSHIFT: Sentences = {
  from: CORE,
  more: {
    expression: [
      "{column}::varchar(20)",
      "listagg({column}, ',') WITHIN GROUP (ORDER BY {column})",
      "getdate()",
      "dateadd(day, 1, {column})",
      "approximate count(DISTINCT {column})",
    ],
    condition: ["{column} ILIKE 'a%'", "{column} SIMILAR TO 'a%'"],
  },
  statements: {
    create_table_statement: [
      "CREATE TABLE {? IF NOT EXISTS } made_table ({>}{; column_definition}{<})",
      "CREATE TABLE made_table ({>}id bigint IDENTITY(1, 1) ENCODE az64,{/}" +
      "status varchar(20) ENCODE lzo{<}){/}DISTSTYLE KEY{/}DISTKEY (id){/}SORTKEY (id)",
      "CREATE TABLE made_table DISTSTYLE ALL AS{/}{query}",
    ],
    copy_statement: [
      "COPY {table} FROM 's3://bucket/x'{/}IAM_ROLE 'arn:x'{/}FORMAT AS PARQUET",
    ],
    unload_statement: [
      "UNLOAD ('select 1'){/}TO 's3://bucket/x'{/}IAM_ROLE 'arn:x'{/}PARQUET ALLOWOVERWRITE",
    ],
    create_materialized_view: ["CREATE MATERIALIZED VIEW made_view AUTO REFRESH YES AS{/}{query}"],
    create_external_schema: [
      "CREATE EXTERNAL SCHEMA IF NOT EXISTS lake FROM DATA CATALOG{/}DATABASE 'x'{/}" +
      "IAM_ROLE 'arn:x'",
    ],
    analyze_statement: ["ANALYZE {table}", "VACUUM FULL {table}"],
    alter_table_statement: ["ALTER TABLE {table} APPEND FROM {table}"],
  },
};

export const GREENPLUM: Sentences = {
  from: CORE,
  more: {
    expression: ["{column}::text", "ARRAY[{value}, 1]", "string_agg({column}, ',')"],
    condition: ["{column} ~ '^a'", "{column} ILIKE 'a%'"],
  },
  statements: {
    create_table_statement: [
      "CREATE TABLE made_table ({>}{; column_definition}{<}){/}DISTRIBUTED BY (id)",
      "CREATE TABLE made_table (id int) WITH (appendonly = TRUE) DISTRIBUTED RANDOMLY",
    ],
    insert_statement: ["INSERT INTO {table} (id, amount) VALUES (1, 2) RETURNING id"],
    create_index_statement: ["CREATE INDEX by_column ON {table} (id)"],
    analyze_statement: ["ANALYZE {table}", "TRUNCATE TABLE {table}"],
  },
};

export const MATERIALIZE: Sentences = {
  from: CORE,
  more: {
    expression: ["{column}::text", "{column} ->> 'key'", "mz_now()"],
    condition: ["{column} ILIKE 'a%'"],
  },
  statements: {
    create_materialized_view: ["CREATE MATERIALIZED VIEW made_view AS{/}{query}"],
    create_index_statement: ["CREATE INDEX by_column ON {table} (id)"],
    create_cluster: ["CREATE CLUSTER made_cluster (SIZE = '50cc')"],
    drop_statement: ["DROP MATERIALIZED VIEW made_view", "DROP INDEX by_column"],
    show_statement: ["SHOW CREATE VIEW made_view", "SHOW CLUSTERS"],
  },
};

export const DUCKDB: Sentences = {
  from: CORE,
  more: {
    expression: [
      "{column}::INTEGER",
      "TRY_CAST({column} AS INTEGER)",
      "[{value}, {value}]",
      "list_transform({column}, x -> x + 1)",
      "{column}[1]",
      "{column} // 2",
    ],
    condition: ["{column} ILIKE 'a%'"],
    qualify: ["", "", "", "{/}QUALIFY row_number() OVER (ORDER BY id) = 1"],
  },
  statements: {
    from_first: ["FROM {table} SELECT {, column}", "FROM {table}"],
    create_table_statement: [
      "CREATE OR REPLACE TABLE made_table AS{/}{query}",
      "CREATE TABLE IF NOT EXISTS made_table ({>}{; column_definition}{<})",
    ],
    read_files: ["SELECT * FROM read_csv('a.csv')", "SELECT * EXCLUDE (id) FROM {table}"],
    group_by_all: ["SELECT region, sum(amount) AS total FROM {table} GROUP BY ALL ORDER BY ALL"],
    create_macro: ["CREATE MACRO plus_one(a) AS a + 1"],
    insert_statement: ["INSERT OR REPLACE INTO {table} VALUES ({, literal})"],
    pivot: ["PIVOT {table} ON status USING sum(amount)"],
  },
};
