/** The older servers: Oracle, Db2, Teradata, Exasol, Vertica, T-SQL, from their vendors' manuals. */
import type { Sentences } from "../sentences.ts";
import { CORE } from "./ansi.ts";

export const ORACLE: Sentences = {
  from: CORE,
  parts: {
    type: ["NUMBER(10, 2)", "varchar2(20)", "DATE", "Timestamp", "integer"],
    set_operator: ["UNION", "UNION ALL", "MINUS", "INTERSECT"],
    limit: ["FETCH FIRST 5 ROWS ONLY"],
    source: ["(SELECT id FROM products) {alias}"],
    literal: ["1", "0.5", "'abc'", "'it''s'", "42", "NULL"],
  },
  more: {
    expression: [
      "to_char({column}, 'YYYY')",
      "listagg({column}, ',') WITHIN GROUP (ORDER BY {column})",
      "decode({column}, 1, 'a', 'b')",
      "sysdate",
    ],
  },
  statements: {
    create_table_statement: [
      "CREATE TABLE made_table ({>}id NUMBER(10) NOT NULL,{/}status VARCHAR2(20){<})",
      "CREATE GLOBAL TEMPORARY TABLE made_table (id NUMBER) ON COMMIT DELETE ROWS",
    ],
    merge_statement: [
      "MERGE INTO {table} a{/}USING {table} b{/}ON (a.id = b.id){/}" +
      "WHEN MATCHED THEN{>}UPDATE SET a.amount = b.amount{<}" +
      "WHEN NOT MATCHED THEN{>}INSERT (id) VALUES (b.id){<}",
    ],
    connect_by: [
      "SELECT id{/}FROM {table}{/}START WITH id = 1{/}CONNECT BY PRIOR id = customer_id",
    ],
    block: ["BEGIN{>}NULL;{<}END", "BEGIN{>}sweep(1);{<}END"],
    create_index_statement: ["CREATE INDEX by_column ON {table} (id)"],
    create_sequence: ["CREATE SEQUENCE made_ids START WITH 1"],
    alter_table_statement: ["ALTER TABLE {table} ADD (x NUMBER)"],
    comment_statement: ["COMMENT ON TABLE {table} IS 'x'"],
    drop_table_statement: ["DROP TABLE {table} PURGE"],
    drop_view_statement: ["DROP VIEW made_view"],
  },
};

export const DB2: Sentences = {
  from: CORE,
  parts: { limit: ["FETCH FIRST 5 ROWS ONLY"] },
  more: { tail: ["", "", "", "{/}WITH UR"], expression: ["CURRENT DATE", "days({column})"] },
  statements: {
    create_index_statement: ["CREATE UNIQUE INDEX by_column ON {table} (id)"],
    values_statement: ["VALUES 1", "SELECT 1 FROM sysibm.sysdummy1"],
    call_statement: ["CALL sweep(1)"],
    drop_table_statement: ["DROP TABLE {table}"],
    drop_view_statement: ["DROP VIEW made_view"],
  },
};

export const TERADATA: Sentences = {
  from: CORE,
  parts: {
    type: ["INTEGER", "varchar(20)", "decimal(10, 2)", "DATE", "bigint"],
    qualify: ["", "", "", "{/}QUALIFY row_number() OVER (PARTITION BY id ORDER BY id) = 1"],
    limit: [""],
  },
  statements: {
    create_table_statement: [
      "CREATE MULTISET TABLE made_table ({>}id INTEGER NOT NULL,{/}status VARCHAR(20){<}){/}" +
      "PRIMARY INDEX (id)",
      "CREATE VOLATILE TABLE made_table AS ({query}) WITH DATA ON COMMIT PRESERVE ROWS",
    ],
    collect_statement: ["COLLECT STATISTICS COLUMN (id) ON {table}"],
    top: ["SELECT TOP 10 id FROM {table}"],
    database_statement: ["DATABASE warehouse"],
    drop_table_statement: ["DROP TABLE {table}"],
    drop_view_statement: ["DROP VIEW made_view"],
  },
};

export const EXASOL: Sentences = {
  from: CORE,
  parts: {
    distinct: ["DISTINCT"],
    set_operator: ["UNION", "UNION ALL", "EXCEPT", "INTERSECT"],
    label: ["total", "result_value", "x", "first_one", "label", "{quoted_label}"],
  },
  statements: {
    create_table_statement: [
      "CREATE OR REPLACE TABLE made_table ({>}id INT,{/}status VARCHAR(20),{/}DISTRIBUTE BY id{<})",
      "CREATE TABLE made_table AS{/}{query}",
    ],
    import_statement: [
      "IMPORT INTO {table} FROM LOCAL CSV FILE '/tmp/x.csv' COLUMN SEPARATOR = ','",
    ],
    open_schema: ["OPEN SCHEMA reports", "COMMIT"],
    truncate_statement: ["TRUNCATE TABLE {table}"],
  },
};

export const VERTICA: Sentences = {
  from: CORE,
  more: { expression: ["{column}::varchar", "{column}::INT"], condition: ["{column} ILIKE 'a%'"] },
  statements: {
    create_table_statement: [
      "CREATE TABLE IF NOT EXISTS made_table ({>}id INT NOT NULL,{/}status VARCHAR(20){<}){/}" +
      "ORDER BY id{/}SEGMENTED BY hash(id) ALL NODES",
    ],
    copy_statement: ["COPY {table} FROM LOCAL '/tmp/x' DELIMITER ','"],
    create_projection: ["CREATE PROJECTION made_p AS SELECT id FROM {table} ORDER BY id"],
    truncate_statement: ["TRUNCATE TABLE {table}"],
  },
};

export const TSQL: Sentences = {
  from: CORE,
  quotes: "[]",
  parts: {
    type: ["int", "varchar(20)", "decimal(10, 2)", "DATE", "datetime2", "nvarchar(max)"],
    set_operator: ["UNION", "UNION ALL", "EXCEPT", "INTERSECT"],
    limit: [""],
    using: ["ON 1 = 2"],
    trailing_comma: [""],
    literal: ["1", "0.5", "'abc'", "'it''s'", "42", "NULL", "N'x'"],
    operator: ["+", "-", "*", "/"],
    distinct: ["DISTINCT", "TOP 10", "TOP (5)"],
    expression: [
      "{case}",
      "CASE WHEN {column} IS NULL THEN 0 ELSE {column} END",
      "{null_case}",
      "{nested_case}",
      "CAST({column} AS {type})",
      "CONVERT(int, {column})",
      "{aggregate}({value})",
      "{aggregate}({value}) {window}",
      "{function}({value}{? , {literal} })",
      "count({ 1 | 0 | * })",
      "count(DISTINCT {column})",
      "isnull({column}, {literal})",
      "{sum}",
      "({sum})",
      "{subquery}",
      "-{column}",
      "dateadd(DAY, 1, {column})",
      "iif({column} > 1, 1, 0)",
      "@amount",
    ],
  },
  statements: {
    insert_statement: [
      "INSERT INTO {table} ({, plain_column}){/}VALUES{/}({, literal}),{/}({, literal})",
      "INSERT INTO {table} (id) OUTPUT inserted.id VALUES (1)",
      "INSERT INTO {table} EXEC sweep",
    ],
    update_statement: [
      "UPDATE a{/}SET a.amount = b.amount{/}FROM {table} AS a{/}INNER JOIN {table} AS b ON a.id = b.id",
    ],
    merge_statement: [
      "MERGE INTO {table} AS a{/}USING {table} AS b{/}ON a.id = b.id{/}" +
      "WHEN MATCHED THEN{>}UPDATE SET a.amount = b.amount{<}" +
      "WHEN NOT MATCHED BY TARGET THEN{>}INSERT (id) VALUES (b.id){<};",
    ],
    create_table_statement: [
      "CREATE TABLE made_table ({>}id int IDENTITY (1, 1) NOT NULL,{/}status nvarchar(20) NULL,{/}" +
      "CONSTRAINT made_key PRIMARY KEY CLUSTERED (id){<})",
    ],
    select_into: ["SELECT id INTO made_table FROM {table} WITH (NOLOCK)"],
    declare_statement: ["DECLARE @amount int = 1", "SET @amount = 5"],
    if_statement: ["IF @amount > 1{>}SELECT 1;{<}ELSE{>}SELECT 2{<}", "BEGIN{>}SELECT 1;{<}END"],
    execute_statement: ["EXEC sweep @amount = 1", "PRINT 'x'"],
    create_procedure: [
      "CREATE {? OR ALTER } PROCEDURE { sp_made | made_proc } @p int AS{/}BEGIN{>}SELECT @p AS p;{<}END",
    ],
    apply: ["SELECT a.id, b.x{/}FROM {table} AS a{/}CROSS APPLY (SELECT 1 AS x) AS b"],
    alter_table_statement: ["ALTER TABLE {table} ADD {plain_column} int NULL"],
    create_index_statement: [
      "CREATE NONCLUSTERED INDEX by_column ON {table} (id) INCLUDE (status)",
    ],
    truncate_statement: ["TRUNCATE TABLE {table}"],
    go: ["SELECT 1\nGO\n"],
  },
};
