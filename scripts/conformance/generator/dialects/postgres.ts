import type { Sentences } from "../sentences.ts";
import { ANSI } from "./ansi.ts";

/**
 * PostgreSQL 17, as its manual writes it; without what SQLFluff parses in no form, such as cursors,
 * savepoints and the modes of a transaction (docs/engine.md names the kinds of statement).
 */
export const POSTGRES: Sentences = {
  from: ANSI,
  without: [
    "describe_statement",
    "use_statement",
    "create_model_statement",
    "drop_model_statement",
    "drop_trigger",
  ],
  parts: {
    set_operator: ["UNION", "UNION ALL", "UNION DISTINCT", "EXCEPT", "INTERSECT", "UNION"],
    type: [
      "integer",
      "varchar(20)",
      "numeric(10, 2)",
      "DATE",
      "timestamp WITH TIME ZONE",
      "text[]",
      "JSONB",
      "double precision",
    ],
    limit: ["LIMIT 10", "LIMIT 10 OFFSET 20", "FETCH FIRST 5 ROWS ONLY", "LIMIT ALL"],
    tail: ["", "", "", "{/}FOR UPDATE{? SKIP LOCKED }"],
    distinct: ["DISTINCT", "ALL", "DISTINCT ON ({column})"],
    source: [
      "(VALUES (1, 'a'), (2, 'b')) AS {alias} (id, status)",
      "LATERAL ({>}{inner_query}{<}) AS {alias}",
      "generate_series(1, 10) AS {alias} (id)",
      "unnest(ARRAY[1, 2, 3]) WITH ORDINALITY AS {alias} (id, status)",
    ],
  },
  more: {
    expression: [
      "{column}::{type}",
      "{value}::{type}",
      "({sum})::{type}",
      "{column} { -> | ->> } 'key'",
      "{column} #>> '{{a,b}}'",
      "ARRAY[{value}, {value}]",
      "ARRAY(SELECT id FROM products)",
      "{column}[1]",
      "({column})[1:2]",
      "count(*) FILTER (WHERE {condition})",
      "string_agg({column}, ',' ORDER BY {column}{? DESC })",
      "percentile_cont(0.5) WITHIN GROUP (ORDER BY {column})",
      "{column} AT TIME ZONE 'UTC'",
      "INTERVAL '1 day'",
      "now() - INTERVAL '2 hours'",
      "E'a\\n'",
      "$$it's$$",
      "(ROW({column}, 1)).f1",
    ],
    condition: [
      "{column} { ~ | ~* | !~ } '^a'",
      "{column} {? NOT } ILIKE 'a%'",
      "{column} { @> | ? | <@ } '[]'",
      "{column} = ANY(ARRAY[1, 2])",
      "{column} SIMILAR TO 'a%'",
    ],
    label: ["{ level | owner }"],
    returned: ["*", "{, plain_column}", "id AS made_id", "amount total"],
    column_definition: [
      "{plain_column} bigint GENERATED ALWAYS AS IDENTITY",
      "{plain_column} numeric(10, 2) CHECK ({plain_column} > 0)",
      "CONSTRAINT made_key FOREIGN KEY (id) REFERENCES {table} (id) ON DELETE CASCADE",
    ],
  },
  statements: {
    insert_statement: [
      "INSERT INTO {table} ({, plain_column}){/}{query}",
      "INSERT INTO {table} AS a (id, amount){/}VALUES{/}(1, 2),{/}(3, DEFAULT){/}" +
      "ON CONFLICT (id) DO { NOTHING | UPDATE SET amount = excluded.amount }{/}RETURNING {returned}",
      "INSERT INTO {table} DEFAULT VALUES",
    ],
    update_statement: [
      "UPDATE {table}{/}SET{>}{; assignment}{<}WHERE {condition}{/}RETURNING {returned}",
      "UPDATE {table} AS a SET amount = b.amount{/}FROM {table} AS b{/}WHERE a.id = b.id",
    ],
    delete_statement: [
      "DELETE FROM {table}{/}WHERE {condition}{? {/}RETURNING {returned} }",
      "DELETE FROM {table} AS a USING {table} AS b WHERE a.id = b.id",
    ],
    merge_statement: [
      "MERGE INTO {table} AS a{/}USING {table} AS b{/}ON a.id = b.id{/}" +
      "WHEN MATCHED AND a.amount <> b.amount THEN{>}UPDATE SET amount = b.amount{<}" +
      "WHEN NOT MATCHED THEN{>}INSERT (id, amount) VALUES (b.id, b.amount){<}",
    ],
    truncate_statement: ["TRUNCATE TABLE {table}, {table} RESTART IDENTITY{? CASCADE }"],
    copy_statement: [
      "COPY {table} ({, plain_column}) FROM '/tmp/rows.csv' WITH (FORMAT csv, HEADER TRUE)",
      "COPY ({query}) TO STDOUT",
    ],
    do_statement: [
      "DO $$ BEGIN RAISE NOTICE 'hello'; END $$",
      "DO LANGUAGE plpgsql $$BEGIN PERFORM touch(); END$$",
    ],
    prepare_statement: ["PREPARE found (integer) AS{/}{query}"],
    execute_statement: ["EXECUTE found(1)", "DEALLOCATE found"],
    call_statement: ["CALL sweep({, literal})"],
    explain_statement: ["EXPLAIN (ANALYZE, BUFFERS TRUE) {query}", "EXPLAIN ANALYZE {query}"],
    create_materialized_view_statement: [
      "CREATE MATERIALIZED VIEW {? IF NOT EXISTS } made_view AS{/}{query}{/}WITH NO DATA",
    ],
    create_table_as_statement: ["CREATE {? TEMPORARY } TABLE made_table AS{/}{query}"],
    create_table_statement: [
      "CREATE {? UNLOGGED } TABLE {? IF NOT EXISTS } made_table ({>}{; column_definition}{<})",
      "CREATE TABLE made_part PARTITION OF {table} FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
      "CREATE TABLE made_table ({>}{; column_definition}{<}) PARTITION BY RANGE (created_at)",
    ],
    create_index_statement: [
      "CREATE {? UNIQUE } INDEX {? CONCURRENTLY } by_column ON {table} USING btree " +
      "(lower(status), {, plain_column}){? INCLUDE (id) }{? {/}WHERE {condition} }",
    ],
    create_function_statement: [
      "CREATE OR REPLACE FUNCTION made_function({, parameter}) RETURNS integer{/}" +
      "LANGUAGE sql IMMUTABLE{/}AS $$ SELECT 1 $$",
      "CREATE FUNCTION stamp() RETURNS trigger AS $$BEGIN{>}new.updated_at := now();{/}" +
      "RETURN new;{<}END;$$ LANGUAGE plpgsql",
    ],
    create_procedure_statement: [
      "CREATE {? OR REPLACE } PROCEDURE sweep({, parameter}) LANGUAGE sql AS $$ SELECT 1 $$",
    ],
    create_aggregate_statement: [
      "CREATE AGGREGATE total (numeric) (SFUNC = numeric_add, STYPE = numeric)",
    ],
    create_cast_statement: ["CREATE CAST (integer AS text) WITH INOUT AS IMPLICIT"],
    create_operator_statement: [
      "CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)",
    ],
    create_trigger: [
      "CREATE TRIGGER stamped BEFORE INSERT OR UPDATE ON {table}{/}FOR EACH ROW " +
      "WHEN (new.amount > 1) EXECUTE FUNCTION touch()",
    ],
    create_type_statement: [
      "CREATE TYPE mood AS ENUM ('sad', 'ok')",
      "CREATE TYPE made_pair AS (id integer, status text)",
    ],
    create_domain_statement: ["CREATE DOMAIN positive AS integer CHECK (value > 0)"],
    create_collation_statement: ["CREATE COLLATION german (PROVIDER = icu, LOCALE = 'de')"],
    create_policy_statement: [
      "CREATE POLICY own_rows ON {table} FOR SELECT TO reporting USING (status = current_user)",
    ],
    create_publication_statement: ["CREATE PUBLICATION made_feed FOR TABLE {table}, {table}"],
    create_subscription: ["CREATE SUBSCRIPTION made_sub CONNECTION 'host=x' PUBLICATION made_feed"],
    create_extension_statement: [
      "CREATE EXTENSION {? IF NOT EXISTS } hstore{? WITH SCHEMA public }",
    ],
    create_statistics_statement: [
      "CREATE STATISTICS made_stats (ndistinct) ON id, status FROM {table}",
    ],
    create_server_statement: ["CREATE SERVER away FOREIGN DATA WRAPPER w OPTIONS (host 'x')"],
    create_user_mapping_statement: ["CREATE USER MAPPING FOR bob SERVER away OPTIONS (user 'x')"],
    create_foreign_table_statement: [
      "CREATE FOREIGN TABLE made_table (id integer, status text) SERVER away",
    ],
    create_tablespace_statement: ["CREATE TABLESPACE fast LOCATION '/mnt/fast'"],
    create_text_search_configuration_statement: [
      "CREATE TEXT SEARCH CONFIGURATION words (PARSER = simple)",
    ],
    create_sequence_statement: [
      "CREATE SEQUENCE made_ids AS integer START WITH 1 CACHE 5 OWNED BY orders.id",
    ],
    create_schema_statement: ["CREATE SCHEMA {? IF NOT EXISTS } reports AUTHORIZATION bob"],
    create_database_statement: ["CREATE DATABASE warehouse WITH OWNER = bob ENCODING = 'UTF8'"],
    create_role_statement: ["CREATE ROLE reader WITH LOGIN NOINHERIT"],
    create_user_statement: ["CREATE USER reporting"],
    alter_table_statement: [
      "ALTER TABLE {table} ADD COLUMN {plain_column} {type}{? NOT NULL }",
      "ALTER TABLE {? IF EXISTS } {table}{>}ALTER COLUMN amount TYPE bigint USING amount::bigint,{/}" +
      "DROP COLUMN IF EXISTS status CASCADE{<}",
      "ALTER TABLE {table} ADD CONSTRAINT made_check CHECK (amount > 0) NOT VALID",
      "ALTER TABLE {table} { ENABLE ROW LEVEL SECURITY | RENAME COLUMN id TO key | SET SCHEMA x }",
    ],
    alter_foreign_table_statement: ["ALTER FOREIGN TABLE {table} OPTIONS (ADD x 'y')"],
    alter_index_statement: ["ALTER INDEX by_column RENAME TO by_other"],
    alter_view_statement: ["ALTER VIEW made_view RENAME TO other_view"],
    alter_materialized_view_statement: ["ALTER MATERIALIZED VIEW made_view SET SCHEMA reports"],
    alter_sequence_statement: ["ALTER SEQUENCE made_ids RESTART WITH 10"],
    alter_role_statement: [
      "ALTER ROLE reader SET search_path TO reports",
      "ALTER ROLE reader NOLOGIN",
    ],
    alter_schema_statement: ["ALTER SCHEMA reports OWNER TO bob"],
    alter_database_statement: ["ALTER DATABASE warehouse SET work_mem = '4MB'"],
    alter_tablespace_statement: ["ALTER TABLESPACE fast OWNER TO bob"],
    alter_system_statement: ["ALTER SYSTEM SET work_mem = '4MB'"],
    alter_function_statement: ["ALTER FUNCTION made_function(integer) OWNER TO bob"],
    alter_procedure_statement: ["ALTER PROCEDURE sweep(integer) SET SCHEMA reports"],
    alter_aggregate_statement: ["ALTER AGGREGATE total(numeric) RENAME TO whole"],
    alter_trigger: ["ALTER TRIGGER stamped ON {table} RENAME TO touched"],
    alter_type_statement: ["ALTER TYPE mood ADD VALUE {? IF NOT EXISTS } 'glad' BEFORE 'ok'"],
    alter_domain_statement: ["ALTER DOMAIN positive DROP NOT NULL"],
    alter_policy_statement: ["ALTER POLICY own_rows ON {table} USING (id > 1)"],
    alter_publication_statement: ["ALTER PUBLICATION made_feed ADD TABLE {table}"],
    alter_subscription: ["ALTER SUBSCRIPTION made_sub DISABLE"],
    alter_extension_statement: ["ALTER EXTENSION hstore UPDATE TO '2.0'"],
    alter_statistics_statement: ["ALTER STATISTICS made_stats RENAME TO other_stats"],
    alter_text_search_configuration_statement: [
      "ALTER TEXT SEARCH CONFIGURATION words RENAME TO terms",
    ],
    alter_default_privileges_statement: [
      "ALTER DEFAULT PRIVILEGES IN SCHEMA reports GRANT {, privilege} ON TABLES TO reader",
    ],
    drop_foreign_table_statement: ["DROP FOREIGN TABLE {? IF EXISTS } made_table"],
    drop_materialized_view_statement: ["DROP MATERIALIZED VIEW {? IF EXISTS } made_view"],
    drop_index_statement: ["DROP INDEX {? CONCURRENTLY } {? IF EXISTS } by_column"],
    drop_owned_statement: ["DROP OWNED BY bob"],
    drop_domain_statement: ["DROP DOMAIN positive"],
    drop_collation_statement: ["DROP COLLATION german"],
    drop_procedure_statement: ["DROP PROCEDURE sweep(integer)"],
    drop_function_statement: ["DROP FUNCTION {? IF EXISTS } made_function(integer, text)"],
    drop_aggregate_statement: ["DROP AGGREGATE total(numeric)"],
    drop_cast_statement: ["DROP CAST (integer AS text)"],
    drop_trigger: ["DROP TRIGGER {? IF EXISTS } stamped ON {table}"],
    drop_policy_statement: ["DROP POLICY own_rows ON {table}"],
    drop_publication_statement: ["DROP PUBLICATION {? IF EXISTS } made_feed"],
    drop_tablespace_statement: ["DROP TABLESPACE fast"],
    drop_text_search_configuration_statement: ["DROP TEXT SEARCH CONFIGURATION words"],
    drop_subscription: ["DROP SUBSCRIPTION made_sub"],
    drop_extension_statement: ["DROP EXTENSION {? IF EXISTS } hstore{? CASCADE }"],
    drop_statistics_statement: ["DROP STATISTICS made_stats"],
    reassign_owned_statement: ["REASSIGN OWNED BY bob TO reader"],
    import_foreign_schema_statement: ["IMPORT FOREIGN SCHEMA public FROM SERVER away INTO reports"],
    refresh_materialized_view_statement: ["REFRESH MATERIALIZED VIEW {? CONCURRENTLY } made_view"],
    reindex_statement: ["REINDEX TABLE {table}"],
    set_statement: ["SET {? LOCAL } search_path TO shop, public", "SET work_mem = '64MB'"],
    set_session_authorization_statement: ["SET SESSION AUTHORIZATION bob"],
    reset_session_authorization_statement: ["RESET SESSION AUTHORIZATION"],
    reset_statement: ["RESET search_path"],
    set_constraint_statement: ["SET CONSTRAINTS ALL DEFERRED"],
    show_statement: ["SHOW search_path"],
    vacuum_statement: ["VACUUM (FULL, ANALYZE) {table}"],
    analyze_statement: ["ANALYZE {table} ({, plain_column})"],
    cluster_statement: ["CLUSTER {table} USING by_column"],
    lock_table_statement: ["LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"],
    listen_statement: ["LISTEN changes", "NOTIFY changes, 'payload'", "UNLISTEN *"],
    comment_statement: ["COMMENT ON { COLUMN orders.id | TABLE orders } IS 'x'"],
    load_statement: ["LOAD 'library'"],
    discard_statement: ["DISCARD ALL"],
    security_label_statement: ["SECURITY LABEL ON TABLE {table} IS 'x'"],
    transaction_statement: ["BEGIN", "ROLLBACK AND NO CHAIN", "COMMIT", "ROLLBACK"],
  },
};
