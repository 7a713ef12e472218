/** Engines over files: Spark, Hive, Impala, Trino, Athena, Flink, each from its own documentation. */
import type { Sentences } from "../sentences.ts";
import { CORE } from "./ansi.ts";

const HIVE_TYPES = ["INT", "string", "decimal(10, 2)", "DATE", "Timestamp", "bigint"];

export const SPARKSQL: Sentences = {
  from: CORE,
  quotes: "``",
  parts: { type: HIVE_TYPES },
  more: {
    expression: [
      "{column}::INT",
      "transform({column}, x -> x + 1)",
      "{column}[0]",
      "date_add({column}, 1)",
      "count(*) FILTER (WHERE {condition})",
    ],
    condition: ["{column} RLIKE '^a'", "{column} <=> {value}"],
    join: ["LEFT SEMI JOIN", "LEFT ANTI JOIN"],
  },
  statements: {
    create_table_statement: [
      "CREATE TABLE {? IF NOT EXISTS } made_table ({>}id INT,{/}status STRING COMMENT 'why'{<}){/}" +
      "USING DELTA{/}PARTITIONED BY (status)",
      "CREATE OR REPLACE TEMPORARY VIEW made_view AS{/}{query}",
    ],
    insert_statement: [
      "INSERT OVERWRITE TABLE {table}{/}{query}",
      "INSERT INTO {table} VALUES ({, literal})",
    ],
    merge_statement: [
      "MERGE INTO {table} AS a{/}USING {table} AS b{/}ON a.id = b.id{/}" +
      "WHEN MATCHED THEN UPDATE SET *{/}WHEN NOT MATCHED THEN INSERT *",
    ],
    lateral_view: ["SELECT a.id, x.y{/}FROM {table} AS a{/}LATERAL VIEW explode(a.status) x AS y"],
    cache_statement: ["CACHE TABLE {table}", "REFRESH TABLE {table}"],
    describe_statement: ["DESCRIBE {table}", "SHOW TABLES"],
    alter_table_statement: ["ALTER TABLE {table} ADD COLUMNS (x INT)"],
    set_statement: ["SET spark.sql.shuffle.partitions = 10", "USE warehouse"],
  },
};

export const DATABRICKS: Sentences = {
  from: SPARKSQL,
  more: { qualify: ["", "", "", "{/}QUALIFY row_number() OVER (ORDER BY id) = 1"] },
  statements: {
    optimize_statement: ["OPTIMIZE {table} ZORDER BY (id)", "VACUUM {table} RETAIN 100 HOURS"],
    catalog_statement: ["USE CATALOG main", "CREATE SCHEMA IF NOT EXISTS reports"],
    copy_statement: ["COPY INTO {table} FROM 's3://bucket/x' FILEFORMAT = PARQUET"],
  },
};

export const HIVE: Sentences = {
  from: CORE,
  quotes: "``",
  parts: { type: HIVE_TYPES },
  more: { condition: ["{column} RLIKE '^a'"], expression: ["{column}[0]"] },
  statements: {
    create_table_statement: [
      "CREATE EXTERNAL TABLE IF NOT EXISTS made_table ({>}id INT,{/}status STRING{<}){/}" +
      "PARTITIONED BY (day STRING){/}STORED AS PARQUET{/}LOCATION '/data/x'",
    ],
    insert_statement: [
      "INSERT OVERWRITE TABLE {table} PARTITION (day = '1'){/}{query}",
      "INSERT INTO TABLE {table}{/}{query}",
    ],
    alter_table_statement: ["ALTER TABLE {table} ADD PARTITION (day = '1')"],
    lateral_view: ["SELECT a.id, x.y{/}FROM {table} AS a{/}LATERAL VIEW explode(a.status) x AS y"],
    repair_statement: ["MSCK REPAIR TABLE {table}", "USE warehouse", "SET hive.x = true"],
    truncate_statement: ["TRUNCATE TABLE {table}"],
  },
};

export const IMPALA: Sentences = {
  from: HIVE,
  without: ["repair_statement"],
  statements: {
    statistics_statement: ["COMPUTE STATS {table}"],
    create_table_statement: [
      "CREATE TABLE IF NOT EXISTS made_table ({>}id INT,{/}status STRING{<}) STORED AS PARQUET",
    ],
    metadata_statement: ["INVALIDATE METADATA {table}", "REFRESH {table}"],
  },
};

export const TRINO: Sentences = {
  from: CORE,
  parts: { type: ["INTEGER", "varchar(20)", "decimal(10, 2)", "DATE", "bigint", "double"] },
  more: {
    expression: [
      "TRY_CAST({column} AS INTEGER)",
      "transform({column}, x -> x + 1)",
      "{column}[1]",
      "ARRAY[{value}, 1]",
      "approx_distinct({column})",
      "count(*) FILTER (WHERE {condition})",
      "date_trunc('day', {column})",
    ],
    source: ["UNNEST(ARRAY[1, 2]) AS {alias} (id)"],
  },
  statements: {
    create_table_statement: [
      "CREATE TABLE IF NOT EXISTS made_table ({>}id bigint,{/}status varchar(20){<}){/}" +
      "WITH (format = 'ORC')",
      "CREATE TABLE made_table AS{/}{query}",
    ],
    analyze_statement: ["ANALYZE {table}"],
    explain_statement: ["EXPLAIN {query}"],
  },
};

export const ATHENA: Sentences = {
  from: CORE,
  parts: { type: ["INT", "varchar(20)", "decimal(10, 2)", "DATE", "bigint", "double"] },
  more: {
    expression: ["TRY_CAST({column} AS INTEGER)", "ARRAY[{value}, 1]", "approx_distinct({column})"],
    source: ["UNNEST(ARRAY[1, 2]) AS {alias} (id)"],
  },
  statements: {
    create_table_statement: [
      "CREATE EXTERNAL TABLE IF NOT EXISTS made_table ({>}id INT,{/}status STRING{<}){/}" +
      "STORED AS PARQUET{/}LOCATION 's3://bucket/x'",
      "CREATE TABLE made_table WITH (format = 'PARQUET') AS{/}{query}",
    ],
    alter_table_statement: ["ALTER TABLE {table} ADD COLUMNS (x INT)"],
    repair_statement: ["MSCK REPAIR TABLE {table}"],
    unload_statement: ["UNLOAD ({query}) TO 's3://bucket/x' WITH (format = 'PARQUET')"],
    show_statement: ["SHOW TABLES IN warehouse"],
  },
};

export const FLINK: Sentences = {
  from: CORE,
  quotes: "``",
  parts: { type: ["INT", "STRING", "decimal(10, 2)", "DATE", "bigint", "timestamp(3)"] },
  statements: {
    create_table_statement: [
      "CREATE TABLE made_table ({>}id INT,{/}made_at TIMESTAMP(3),{/}" +
      "WATERMARK FOR made_at AS made_at - INTERVAL '5' SECOND{<}){/}" +
      "WITH ({>}'connector' = 'kafka',{/}'topic' = 'x'{<})",
    ],
    insert_statement: ["INSERT INTO {table}{/}{query}"],
    alter_table_statement: ["ALTER TABLE {table} RENAME TO other"],
    create_catalog: ["CREATE CATALOG made WITH ('type' = 'x')", "USE CATALOG made"],
    show_statement: ["SHOW TABLES", "DESCRIBE {table}"],
  },
};
