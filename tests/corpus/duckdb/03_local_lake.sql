INSTALL httpfs;

LOAD httpfs;

SET memory_limit = '4GB';

SET threads TO 4;

USE shop.main;

CREATE OR REPLACE TABLE orders AS
SELECT * FROM read_parquet('s3://lake/orders/*/*.parquet', hive_partitioning = true, union_by_name = true);

CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');

CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL,
    feeling mood DEFAULT 'ok',
    address STRUCT(street VARCHAR, zip VARCHAR),
    tags VARCHAR[],
    props MAP(VARCHAR, INTEGER),
    full_name VARCHAR GENERATED ALWAYS AS (name || '!') VIRTUAL
);

INSERT OR REPLACE INTO people BY NAME SELECT 1 AS id, 'ann' AS name;

INSERT INTO people (id, name) VALUES (2, 'bo') ON CONFLICT (id) DO UPDATE SET name = excluded.name RETURNING id;

CREATE OR REPLACE MACRO net(gross, rate := 0.19) AS gross / (1 + rate);

CREATE MACRO recent(n) AS TABLE SELECT * FROM orders ORDER BY placed_at DESC LIMIT n;

CREATE SEQUENCE seq_people START 100;

FROM orders;

SELECT * EXCLUDE (loaded_at) REPLACE (round(amount, 2) AS amount) FROM orders;

SELECT COLUMNS('amount_.*') FROM orders;

SELECT min(COLUMNS(*)), max(COLUMNS(* EXCLUDE (id))) FROM orders;

SELECT
    customer_id,
    list(amount ORDER BY placed_at) AS amounts,
    list_transform([1, 2, 3], x -> x + 1) AS plus,
    [x * 2 FOR x IN amounts_list IF x > 1] AS doubled,
    {'a': 1, 'b': [1, 2]} AS s,
    MAP {'k': 1} AS m,
    arg_max(product, amount) AS best,
    quantile_cont(amount, 0.5) FILTER (WHERE state = 'paid') AS mid,
    placed_at::DATE AS day
FROM orders
GROUP BY ALL
QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY sum(amount) DESC) <= 3;

SELECT o.id, p.price FROM orders AS o ASOF JOIN prices AS p ON o.symbol = p.symbol AND o.placed_at >= p.since;

SELECT a.id FROM a POSITIONAL JOIN b;

SELECT u.id, t.tag FROM people AS u, LATERAL (SELECT unnest(u.tags) AS tag) AS t;

PIVOT orders ON state USING sum(amount) GROUP BY customer_id;

UNPIVOT monthly ON jan, feb, mar INTO NAME month VALUE sales;

SELECT * FROM (PIVOT orders ON state USING count(*)) AS p;

SELECT * FROM orders USING SAMPLE 10 PERCENT (bernoulli);

SELECT * FROM 'data/*.csv' WHERE x = 1;

SELECT name FROM people WHERE name GLOB 'a*' OR name ILIKE '%b' OR id IN (1, 2);

SELECT count() FILTER (state = 'paid'), 7 // 2, 2 ** 3, 1_000 FROM orders;

WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 10) SELECT sum(n) FROM t;

SELECT id FROM a UNION ALL BY NAME SELECT id, x FROM b;

SELECT id FROM a SEMI JOIN b USING (id);

COPY orders TO 'out' (FORMAT parquet, PARTITION_BY (year, month), OVERWRITE_OR_IGNORE);

COPY (SELECT * FROM orders) TO 'orders.csv' (HEADER, DELIMITER ';');

DESCRIBE orders;

SHOW TABLES;

CHECKPOINT;
