/** Warehouses in the cloud: Snowflake and BigQuery, from their references. */
import type { Sentences } from "../sentences.ts";
import { CORE } from "./ansi.ts";

export const SNOWFLAKE: Sentences = {
  from: CORE,
  parts: {
    type: ["INT", "varchar(20)", "number(10, 2)", "DATE", "timestamp_ntz", "variant"],
    qualify: ["", "", "", "{/}QUALIFY row_number() OVER (PARTITION BY id ORDER BY id) = 1"],
  },
  more: {
    expression: [
      "{column}::varchar",
      "{column}:key::INT",
      "IFF({condition}, 1, 0)",
      "listagg({column}, ',') WITHIN GROUP (ORDER BY {column})",
      "array_agg({column}) WITHIN GROUP (ORDER BY {column})",
      "dateadd(day, 1, {column})",
      "try_cast({column} AS INT)",
      "object_construct('a', {column})",
    ],
    condition: ["{column} ILIKE 'a%'", "{column} RLIKE 'a'"],
    source: ["TABLE(flatten(input => parse_json('[]'))) AS {alias}"],
  },
  statements: {
    create_table_statement: [
      "CREATE {? OR REPLACE } {? TRANSIENT } TABLE made_table ({>}{; column_definition}{<})",
      "CREATE OR REPLACE TABLE made_table CLUSTER BY (id) AS{/}{query}",
      "CREATE TABLE made_table CLONE {table}",
    ],
    merge_statement: [
      "MERGE INTO {table} AS a{/}USING {table} AS b{/}ON a.id = b.id{/}" +
      "WHEN MATCHED AND a.amount > 1 THEN DELETE{/}" +
      "WHEN NOT MATCHED THEN INSERT (id) VALUES (b.id)",
    ],
    copy_statement: [
      "COPY INTO {table}{/}FROM @stage/path{/}FILE_FORMAT = (TYPE = CSV SKIP_HEADER = 1)",
    ],
    create_stage: ["CREATE OR REPLACE STAGE made_stage URL = 's3://x/y'"],
    create_task: [
      "CREATE TASK made_task WAREHOUSE = w SCHEDULE = '5 MINUTE' AS{/}DELETE FROM {table}",
    ],
    create_stream: ["CREATE STREAM made_stream ON TABLE {table}"],
    alter_warehouse: ["ALTER WAREHOUSE w SUSPEND", "USE WAREHOUSE w"],
    access_statement: ["GRANT SELECT ON TABLE {table} TO ROLE reader"],
    set_statement: ["SET x = 1", "SHOW TABLES"],
    pivot: ["SELECT * FROM {table} PIVOT (sum(amount) FOR status IN ('a', 'b')) AS p"],
    truncate_statement: ["TRUNCATE TABLE {table}"],
  },
};

export const BIGQUERY: Sentences = {
  from: CORE,
  quotes: "``",
  parts: {
    type: ["INT64", "STRING", "NUMERIC(10, 2)", "DATE", "TIMESTAMP", "ARRAY<INT64>"],
    set_operator: ["UNION ALL", "UNION DISTINCT", "EXCEPT DISTINCT", "INTERSECT DISTINCT"],
    literal: ["1", "0.5", "'abc'", '"it\'s"', "42", "TRUE", "NULL"],
    source: ["UNNEST([1, 2]) AS {alias}", "UNNEST(['a']) AS {alias} WITH OFFSET"],
  },
  more: {
    expression: [
      "SAFE_CAST({column} AS STRING)",
      "STRUCT({column} AS x, 1 AS y)",
      "[{value}, {value}]",
      "ARRAY_AGG({column} IGNORE NULLS ORDER BY {column} LIMIT 1)",
      "DATE_TRUNC({column}, MONTH)",
      "SAFE_DIVIDE({column}, 2)",
      "{column}[OFFSET(0)]",
      "IF({condition}, 1, 0)",
    ],
  },
  statements: {
    create_table_statement: [
      "CREATE OR REPLACE TABLE made_table{/}PARTITION BY DATE(created_at){/}CLUSTER BY id{/}AS{/}" +
      "{query}",
      "CREATE TABLE IF NOT EXISTS made_table ({>}id INT64 NOT NULL,{/}status STRING{<})",
    ],
    merge_statement: [
      "MERGE INTO {table} AS a{/}USING {table} AS b{/}ON a.id = b.id{/}" +
      "WHEN MATCHED THEN{>}UPDATE SET amount = b.amount{<}" +
      "WHEN NOT MATCHED BY TARGET THEN{>}INSERT (id) VALUES (b.id){<}",
    ],
    declare_statement: ["DECLARE x INT64 DEFAULT 1", "SET x = 5"],
    except_columns: [
      "SELECT * EXCEPT (id) FROM {table}",
      "SELECT * REPLACE (amount + 1 AS amount) FROM {table}",
    ],
    create_function: ["CREATE TEMP FUNCTION plus_one(x INT64) AS (x + 1)"],
    export_statement: ["EXPORT DATA OPTIONS (uri = 'gs://x', format = 'CSV') AS{/}{query}"],
    if_statement: ["IF x > 1 THEN{>}SELECT 1;{<}END IF"],
    truncate_statement: ["TRUNCATE TABLE {table}"],
  },
};
