import type { Sentences } from "../sentences.ts";

/** What queries are made of in most dialects, and the statements that most of them have. */
export const CORE: Sentences = {
  parts: {
    operator: ["+", "-", "*", "/", "||", "+", "-"],
    comparison: ["=", "<", ">", "<>", "!=", ">=", "="],
    type: ["INT", "varchar(20)", "decimal(10, 2)", "DATE", "Timestamp", "bigint"],
    aggregate: ["SUM", "count", "Max", "avg", "min"],
    function: ["COALESCE", "upper", "Lower", "length"],
    literal: ["1", "0.5", "'abc'", "'it''s'", "42", "TRUE", "false", "NULL"],
    // What a column, a condition or an argument may be, beside what queries make of names.
    expression: [
      "{case}",
      "{case}",
      "CASE WHEN {condition} THEN TRUE ELSE FALSE END",
      "CASE WHEN {column} IS NULL THEN 0 ELSE {column} END",
      "{null_case}",
      "{nested_case}",
      "CAST({column} AS {type})",
      "CAST({value} AS {type})",
      "{aggregate}({value})",
      "{aggregate}({value}) {window}",
      "{function}({value}{? , {literal} })",
      "{ upper | lower } ({column})",
      "count({ 1 | 0 | * })",
      "count(DISTINCT {column})",
      "{ IFNULL | NVL }({column}, {literal})",
      "{sum}",
      "{sum}",
      "({sum})",
      "EXTRACT(year FROM {column})",
      "{subquery}",
      "-{column}",
    ],
    window: [
      "OVER (PARTITION BY {column} ORDER BY {column}{? DESC })",
      "OVER (ORDER BY {column} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
      "OVER ()",
    ],
    case: [
      "CASE{>}WHEN {condition} THEN {value}{/}ELSE { NULL | NULL | {value} }{<}END",
      "CASE WHEN {condition} THEN {literal} ELSE NULL END",
      "CASE WHEN {condition} THEN {column} ELSE NULL END",
      "CASE WHEN {condition} THEN {value} WHEN {condition} THEN {value} END",
      "CASE{>}WHEN {condition}{>}THEN {value}{<}{/}ELSE {value}{<}END",
      "CASE {column} WHEN {literal} THEN {value} ELSE { NULL | {value} } END",
    ],
    nested_case: [
      "CASE{>}WHEN {condition} THEN {value}{/}ELSE{>}CASE{>}WHEN {condition} THEN {value}{/}" +
      "ELSE {value}{<}END{<}{<}END",
      "CASE WHEN {condition} THEN {literal} ELSE CASE WHEN {condition} THEN {literal} END END",
    ],
    condition: [
      "{column}{comparing}{value}",
      "{column}{comparing}{value}",
      "{column}{comparing}{literal}",
      "{column} { = | <> | != } NULL",
      "{column} {? NOT } IN (1, 2, {value})",
      "{column} IS {? NOT } NULL",
      "{column} {? NOT } BETWEEN 1 AND 10",
      "{column} {? NOT } LIKE 'a%'",
      "NOT {column}{comparing}{literal}",
      "({condition} OR {condition})",
      "{ 1 = 1 | 'a' = 'b' | 1 = 0 }",
      "EXISTS ({>}{inner_query}{<})",
      "{column} IN ({>}{inner_query}{<})",
    ],
    // How results are called; some are words of the language, or need their quotes, or do not.
    label: [
      "total",
      "result_value",
      "x",
      "first_one",
      "label",
      "{ value | name }",
      "{quoted_label}",
    ],
    join: ["JOIN", "INNER JOIN", "LEFT JOIN", "LEFT OUTER JOIN", "FULL JOIN", "RIGHT JOIN"],
    set_operator: ["UNION", "UNION ALL", "UNION DISTINCT", "EXCEPT", "INTERSECT"],
    distinct: ["DISTINCT", "ALL", "{/}DISTINCT"],
    order_item: ["{column}", "{column}", "{column} DESC", "{column} ASC", "{ 1 | 2 }"],
    group_item: ["{column}", "{column}", "{column}", "{ 1 | 2 }"],
    limit: ["LIMIT 10", "LIMIT 10 OFFSET 20"],
    // What may stand in FROM beside tables, with the alias that it needs.
    source: ["(VALUES (1, 'a'), (2, 'b')) AS {alias} (id, status)"],
    using: ["USING (id)"],
    trailing_comma: [","],
    // Between HAVING and ORDER BY, and at the end.
    qualify: [""],
    tail: [""],
    column_definition: [
      "{plain_column} {type}{? NOT NULL }{? DEFAULT {literal} }",
      "{plain_column} {type} PRIMARY KEY",
      "{plain_column} {type} REFERENCES {table} (id)",
      "{plain_column} {type} UNIQUE",
      "CONSTRAINT made_unique UNIQUE ({plain_column}, {plain_column})",
    ],
    assignment: [
      "{plain_column} = {literal}",
      "{plain_column} = {plain_column}{operating}1",
      "{plain_column} = {function}({plain_column})",
    ],
    privilege: ["SELECT", "INSERT", "UPDATE", "DELETE"],
    parameter: ["p_{plain_column} {type}"],
  },
  statements: {
    insert_statement: [
      "INSERT INTO {table} ({, plain_column}){/}{query}",
      "INSERT INTO {table} ({, plain_column}){/}VALUES{/}({, literal}),{/}({, literal})",
      "INSERT INTO {table} VALUES ({, literal})",
    ],
    update_statement: [
      "UPDATE {table}{/}SET{>}{; assignment}{<}WHERE {condition}",
      "UPDATE {table} SET {, assignment}",
    ],
    delete_statement: ["DELETE FROM {table}{/}WHERE {condition}", "DELETE FROM {table}"],
    drop_table_statement: ["DROP TABLE {? IF EXISTS } {table}"],
    drop_view_statement: ["DROP VIEW {? IF EXISTS } made_view"],
    create_view_statement: ["CREATE VIEW made_view AS{/}{query}"],
    create_table_statement: [
      "CREATE TABLE made_table ({>}{; column_definition}{<})",
      "CREATE TABLE made_table AS{/}{query}",
    ],
    alter_table_statement: ["ALTER TABLE {table} ADD COLUMN {plain_column} {type}"],
  },
};

/** Standard SQL, as SQLFluff's dialect ansi takes it. */
export const ANSI: Sentences = {
  from: CORE,
  more: {
    expression: ["{column}::INT", "CONVERT(INT, {column})"],
    label: ["{ date | year }"],
  },
  statements: {
    create_view_statement: [
      "CREATE {? OR REPLACE } VIEW made_view AS{/}{query}",
      "CREATE VIEW made_view ({, plain_column}) AS{/}{query}",
    ],
    drop_table_statement: ["DROP TABLE {? IF EXISTS } {table}{? CASCADE }"],
    merge_statement: [
      "MERGE INTO {table} AS a{/}USING {table} AS b{/}ON a.id = b.id{/}" +
      "WHEN MATCHED THEN{>}UPDATE SET amount = b.amount{<}" +
      "WHEN NOT MATCHED THEN{>}INSERT (id, amount) VALUES (b.id, b.amount){<}",
      "MERGE INTO {table} USING ({>}{query}{<}) AS b ON {table}.id = b.id{/}" +
      "WHEN MATCHED THEN DELETE",
    ],
    truncate_statement: ["TRUNCATE TABLE {table}"],
    access_statement: [
      "GRANT {, privilege} ON {table} TO reporting{? WITH GRANT OPTION }",
      "REVOKE {, privilege} ON TABLE {table} FROM reporting",
    ],
    transaction_statement: ["BEGIN TRANSACTION", "COMMIT", "ROLLBACK"],
    explain_statement: ["EXPLAIN {query}"],
    describe_statement: ["DESCRIBE TABLE {table}"],
    use_statement: ["USE warehouse"],
    create_table_statement: [
      "CREATE TABLE {? IF NOT EXISTS } made_table ({>}{; column_definition}{<})",
      "CREATE TABLE made_table AS{/}{query}",
      "CREATE {? OR REPLACE } TABLE made_table ({>}{; column_definition},{/}" +
      "PRIMARY KEY ({plain_column}){<})",
    ],
    create_index_statement: ["CREATE {? UNIQUE } INDEX by_column ON {table} ({, plain_column})"],
    create_sequence_statement: ["CREATE SEQUENCE made_ids{? START WITH 1 }{? INCREMENT BY 10 }"],
    create_schema_statement: ["CREATE SCHEMA {? IF NOT EXISTS } reports"],
    create_database_statement: ["CREATE DATABASE {? IF NOT EXISTS } warehouse"],
    create_user_statement: ["CREATE USER reporting"],
    create_role_statement: ["CREATE ROLE reader"],
    create_function_statement: [
      "CREATE {? OR REPLACE } FUNCTION made_function({, parameter}) RETURNS INT AS 'x' LANGUAGE sql",
    ],
    create_cast_statement: [
      "CREATE CAST (INT AS VARCHAR(10)) WITH FUNCTION made_function(INT){? AS ASSIGNMENT }",
    ],
    create_trigger: [
      "CREATE TRIGGER stamped BEFORE { UPDATE OF status | INSERT } ON {table} FOR EACH ROW EXECUTE PROCEDURE touch()",
    ],
    create_model_statement: [
      "CREATE {? OR REPLACE } MODEL made_model OPTIONS (model_type = 'linear') AS{/}{query}",
    ],
    alter_table_statement: [
      "ALTER TABLE {table} ADD COLUMN {plain_column} {type}{? NOT NULL }",
      "ALTER TABLE {table} DROP COLUMN {plain_column}",
    ],
    alter_sequence_statement: ["ALTER SEQUENCE made_ids INCREMENT BY 5"],
    drop_index_statement: ["DROP INDEX {? IF EXISTS } by_column"],
    drop_sequence_statement: ["DROP SEQUENCE made_ids"],
    drop_schema_statement: ["DROP SCHEMA {? IF EXISTS } reports{? RESTRICT }"],
    drop_database_statement: ["DROP DATABASE {? IF EXISTS } warehouse"],
    drop_user_statement: ["DROP USER {? IF EXISTS } reporting"],
    drop_role_statement: ["DROP ROLE {? IF EXISTS } reader"],
    drop_type_statement: ["DROP TYPE {? IF EXISTS } made_type"],
    drop_function_statement: ["DROP FUNCTION {? IF EXISTS } made_function"],
    drop_cast_statement: ["DROP CAST (INT AS VARCHAR(10))"],
    drop_trigger: ["DROP TRIGGER {? IF EXISTS } stamped"],
    drop_model_statement: ["DROP MODEL {? IF EXISTS } made_model"],
  },
};
