/** MySQL and what speaks its protocol, each from its vendor's manual. */
import type { Sentences } from "../sentences.ts";
import { CORE } from "./ansi.ts";

export const MYSQL: Sentences = {
  from: CORE,
  quotes: "``",
  parts: {
    type: ["int", "varchar(20)", "decimal(10, 2)", "DATE", "datetime", "bigint UNSIGNED"],
    join: ["JOIN", "INNER JOIN", "LEFT JOIN", "LEFT OUTER JOIN", "RIGHT JOIN"],
    source: ["(SELECT id FROM products) AS {alias}"],
    literal: ["1", "0.5", "'abc'", "'it''s'", "42", "TRUE", "false", "NULL"],
    expression: [
      "{case}",
      "CASE WHEN {condition} THEN TRUE ELSE FALSE END",
      "{null_case}",
      "{nested_case}",
      "CAST({column} AS SIGNED)",
      "{aggregate}({value})",
      "{aggregate}({value}) {window}",
      "{function}({value}{? , {literal} })",
      "{ upper | lower } ({column})",
      "count({ 1 | 0 | * })",
      "count(DISTINCT {column})",
      "IFNULL({column}, {literal})",
      "{sum}",
      "({sum})",
      "{subquery}",
      "-{column}",
      "group_concat({column} ORDER BY {column} SEPARATOR ',')",
      "date_add({column}, INTERVAL 1 DAY)",
      "CONVERT({column}, CHAR)",
      "{column} -> '$.key'",
      "@counter",
    ],
  },
  more: {
    condition: ["{column} REGEXP '^a'", "{column} RLIKE 'a'", "{column} <=> NULL"],
  },
  statements: {
    insert_statement: [
      "INSERT INTO {table} ({, plain_column}){/}VALUES ({, literal}), ({, literal})",
      "INSERT IGNORE INTO {table} (id, amount) VALUES (1, 2){/}" +
      "ON DUPLICATE KEY UPDATE amount = VALUES(amount)",
      "INSERT INTO {table} ({, plain_column}){/}{query}",
    ],
    update_statement: [
      "UPDATE {table}{/}SET{>}{; assignment}{<}WHERE {condition}{/}LIMIT 10",
      "UPDATE {table} AS a INNER JOIN {table} AS b ON a.id = b.id SET a.amount = b.amount",
    ],
    delete_statement: ["DELETE FROM {table} WHERE {condition} LIMIT 5"],
    replace_statement: ["REPLACE INTO {table} (id, amount) VALUES (1, 2)"],
    create_table_statement: [
      "CREATE TABLE IF NOT EXISTS made_table ({>}id int UNSIGNED NOT NULL AUTO_INCREMENT,{/}" +
      "status varchar(20) DEFAULT 'x' COMMENT 'why',{/}PRIMARY KEY (id),{/}KEY by_status (status)" +
      "{<}) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4",
      "CREATE TEMPORARY TABLE made_table AS{/}{query}",
    ],
    alter_table_statement: [
      "ALTER TABLE {table} ADD COLUMN {plain_column} int NOT NULL AFTER id",
      "ALTER TABLE {table} DROP COLUMN status",
    ],
    create_index_statement: ["CREATE INDEX by_column ON {table} ({, plain_column})"],
    set_statement: ["SET @counter = 1", "SET NAMES utf8mb4"],
    call_statement: ["CALL sweep(1)"],
    explain_statement: ["EXPLAIN {query}", "DESCRIBE {table}"],
    show_statement: ["SHOW TABLES", "USE warehouse"],
    transaction_statement: ["START TRANSACTION", "COMMIT"],
    truncate_statement: ["TRUNCATE TABLE {table}"],
  },
};

export const MARIADB: Sentences = {
  from: MYSQL,
  statements: {
    insert_statement: ["INSERT INTO {table} (id, amount) VALUES (1, 2) RETURNING id"],
    create_sequence: ["CREATE SEQUENCE made_ids START WITH 1"],
  },
};

export const STARROCKS: Sentences = {
  from: CORE,
  quotes: "``",
  parts: { type: ["INT", "varchar(20)", "decimal(10, 2)", "DATE", "bigint"] },
  statements: {
    create_table_statement: [
      "CREATE TABLE made_table ({>}id INT NOT NULL,{/}status VARCHAR(20){<}){/}DUPLICATE KEY (id){/}" +
      "DISTRIBUTED BY HASH (id) BUCKETS 10{/}PROPERTIES ('replication_num' = '1')",
    ],
    alter_table_statement: ["ALTER TABLE {table} ADD COLUMN {plain_column} INT"],
    truncate_statement: ["TRUNCATE TABLE {table}"],
  },
};

export const DORIS: Sentences = {
  from: CORE,
  quotes: "``",
  parts: { type: ["INT", "varchar(20)", "decimal(10, 2)", "DATE", "bigint"] },
  statements: {
    create_table_statement: [
      "CREATE TABLE made_table ({>}id INT NOT NULL,{/}status VARCHAR(20){<}){/}UNIQUE KEY (id){/}" +
      "DISTRIBUTED BY HASH (id) BUCKETS 10{/}PROPERTIES ('replication_num' = '1')",
    ],
    alter_table_statement: ["ALTER TABLE {table} ADD COLUMN {plain_column} INT"],
    truncate_statement: ["TRUNCATE TABLE {table}"],
  },
};
