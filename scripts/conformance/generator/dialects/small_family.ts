/** SQLite, ClickHouse and SOQL, from their own documentation. */
import type { Sentences } from "../sentences.ts";
import { CORE } from "./ansi.ts";

export const SQLITE: Sentences = {
  from: CORE,
  parts: { set_operator: ["UNION", "UNION ALL", "EXCEPT", "INTERSECT"] },
  more: {
    expression: ["ifnull({column}, 0)", "{column} ->> '$.a'", "strftime('%Y', {column})"],
    condition: ["{column} GLOB 'a*'", "{column} REGEXP 'a'"],
  },
  statements: {
    create_table_statement: [
      "CREATE TABLE IF NOT EXISTS made_table ({>}id INTEGER PRIMARY KEY AUTOINCREMENT,{/}" +
      "status TEXT NOT NULL DEFAULT 'x'{<}) STRICT",
    ],
    insert_statement: [
      "INSERT OR REPLACE INTO {table} (id, amount) VALUES (1, 2)",
      "INSERT INTO {table} (id, amount) VALUES (1, 2){/}" +
      "ON CONFLICT (id) DO UPDATE SET amount = excluded.amount{/}RETURNING id",
    ],
    pragma_statement: ["PRAGMA foreign_keys = ON", "VACUUM", "ANALYZE"],
    create_index_statement: ["CREATE UNIQUE INDEX IF NOT EXISTS by_column ON {table} (id)"],
    create_trigger: [
      "CREATE TRIGGER stamped AFTER UPDATE ON {table}{/}BEGIN{>}DELETE FROM events;{<}END",
    ],
    drop_table_statement: ["DROP TABLE IF EXISTS {table}"],
    attach_statement: ["ATTACH DATABASE 'x.db' AS other", "DETACH DATABASE other"],
  },
};

export const CLICKHOUSE: Sentences = {
  from: CORE,
  parts: {
    type: ["Int32", "String", "Decimal(10, 2)", "Date", "DateTime", "Nullable(Int64)"],
    tail: ["", "", "", "{/}SETTINGS max_threads = 1", "{/}FORMAT JSON"],
    set_operator: ["UNION ALL", "UNION DISTINCT", "EXCEPT", "INTERSECT"],
    source: ["numbers(10) AS {alias}"],
    column_definition: ["{plain_column} {type}", "{plain_column} {type} DEFAULT 1"],
  },
  more: {
    expression: [
      "{column}::Int32",
      "arrayMap(x -> x + 1, {column})",
      "[{value}, {value}]",
      "quantile(0.5)({column})",
      "toDate({column})",
      "{column}[1]",
    ],
    join: ["ANY LEFT JOIN", "LEFT ANTI JOIN"],
  },
  statements: {
    create_table_statement: [
      "CREATE TABLE IF NOT EXISTS made_table ({>}{; column_definition}{<}){/}" +
      "ENGINE = MergeTree{/}ORDER BY id",
    ],
    create_materialized_view: [
      "CREATE MATERIALIZED VIEW made_view TO {table} AS{/}SELECT id FROM {table}",
    ],
    alter_table_statement: ["ALTER TABLE {table} ADD COLUMN {plain_column} {type}"],
    optimize_statement: ["OPTIMIZE TABLE {table} FINAL", "SYSTEM FLUSH LOGS"],
    prewhere: ["SELECT id FROM {table} FINAL PREWHERE id = 1 WHERE amount > 1 LIMIT 1 BY id"],
    update_statement: ["ALTER TABLE {table} UPDATE amount = 1 WHERE id = 1"],
    delete_statement: ["DELETE FROM {table} WHERE id = 1"],
    show_statement: ["SHOW TABLES", "USE warehouse"],
  },
};

export const SOQL: Sentences = {
  from: CORE,
  queries: false,
  parts: {
    condition: [
      "{plain_column} = 'a'",
      "{plain_column} {? NOT } IN ('a', 'b')",
      "{plain_column} > 5",
      "{plain_column} LIKE 'a%'",
      "CreatedDate = LAST_N_DAYS:30",
    ],
    field: ["Id", "{plain_column}", "Account.Name", "{plain_column}"],
  },
  without: [
    "insert_statement",
    "update_statement",
    "delete_statement",
    "drop_table_statement",
    "drop_view_statement",
    "create_view_statement",
    "create_table_statement",
    "alter_table_statement",
  ],
  statements: {
    plain: ["SELECT {, field}{/}FROM Contact{? {/}WHERE {condition} }{? {/}LIMIT 10 }"],
    filtered: [
      "SELECT {; field}{/}FROM Account{/}WHERE {condition} AND {condition}{/}ORDER BY Id DESC",
    ],
    grouped: ["SELECT Status, COUNT(Id) FROM Lead GROUP BY Status HAVING COUNT(Id) > 1"],
    nested: ["SELECT Id, (SELECT Id FROM Contacts){/}FROM Account"],
  },
};
