CREATE TABLE IF NOT EXISTS lake.sales.orders (
    order_id bigint NOT NULL COMMENT 'key',
    customer_id bigint,
    placed_at timestamp(6) with time zone,
    lines array(row(sku varchar, qty integer, price decimal(12, 2))),
    attrs map(varchar, varchar),
    region varchar(2)
)
COMMENT 'one row an order'
WITH (format = 'PARQUET', partitioning = ARRAY['day(placed_at)', 'bucket(customer_id, 16)'], sorted_by = ARRAY['order_id']);

CREATE TABLE lake.sales.daily
WITH (format = 'ORC')
AS SELECT date(placed_at) AS day, count(*) AS orders FROM lake.sales.orders GROUP BY date(placed_at)
WITH NO DATA;

CREATE MATERIALIZED VIEW lake.sales.by_region AS SELECT region, count(*) AS n FROM lake.sales.orders GROUP BY region;

ALTER TABLE lake.sales.orders ADD COLUMN channel varchar;

ALTER TABLE lake.sales.orders SET PROPERTIES format_version = 2;

ALTER TABLE lake.sales.orders EXECUTE optimize(file_size_threshold => '128MB');

COMMENT ON TABLE lake.sales.orders IS 'orders of all shops';

MERGE INTO lake.sales.orders AS t
USING lake.stage.orders AS s
ON t.order_id = s.order_id
WHEN MATCHED AND s.deleted THEN DELETE
WHEN MATCHED THEN UPDATE SET region = s.region, channel = s.channel
WHEN NOT MATCHED THEN INSERT (order_id, region) VALUES (s.order_id, s.region);

INSERT INTO lake.sales.daily SELECT date(placed_at), count(*) FROM lake.sales.orders GROUP BY date(placed_at);

DELETE FROM lake.sales.orders WHERE placed_at < DATE '2020-01-01';

UPDATE lake.sales.orders SET region = 'EU' WHERE region IS NULL;

SELECT o.order_id, l.sku, l.qty * l.price AS total
FROM lake.sales.orders AS o
CROSS JOIN UNNEST(o.lines) WITH ORDINALITY AS l (sku, qty, price, n)
WHERE o.attrs['source'] = 'web' AND element_at(o.attrs, 'x') IS NOT NULL;

SELECT
    customer_id,
    approx_percentile(amount, ARRAY[0.5, 0.9]) AS p,
    array_agg(DISTINCT sku) FILTER (WHERE qty > 1) AS skus,
    max_by(sku, price) AS dearest,
    try_cast(zip AS integer) AS zip,
    listagg(sku, ', ') WITHIN GROUP (ORDER BY sku) AS list,
    reduce(prices, 0, (s, x) -> s + x, s -> s) AS total
FROM lake.sales.flat
GROUP BY customer_id, TRY_CAST(zip AS integer);

SELECT region, year, sum(amount) FROM lake.sales.flat GROUP BY GROUPING SETS ((region, year), (region), ());

SELECT json_extract_scalar(doc, '$.a.b') AS b, json_value(doc, 'lax $.c' RETURNING bigint) AS c FROM docs;

SELECT * FROM "lake"."sales"."orders$snapshots" ORDER BY committed_at DESC;

SELECT transform(ARRAY[1, 2], x -> x + 1), filter(a, x -> x > 1), ROW(1, 'a'), MAP(ARRAY['a'], ARRAY[1]), X'65', U&'\00e4', at_timezone(now(), 'UTC'), ts AT TIME ZONE 'Europe/Berlin', DATE '2025-01-01' + INTERVAL '1' MONTH FROM t;

SELECT sum(x) OVER w AS s, lag(x, 1) IGNORE NULLS OVER (ORDER BY d) AS l FROM t WINDOW w AS (PARTITION BY a ORDER BY d RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW);

SELECT * FROM t TABLESAMPLE BERNOULLI (10);

SELECT * FROM ticks MATCH_RECOGNIZE (
    PARTITION BY symbol
    ORDER BY at
    MEASURES a.price AS first_price, last(b.price) AS low
    ONE ROW PER MATCH
    PATTERN (a b+ c)
    DEFINE b AS b.price < prev(b.price), c AS c.price > prev(c.price)
);

WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT sum(n) FROM t;

ANALYZE lake.sales.orders WITH (columns = ARRAY['region']);

EXPLAIN ANALYZE SELECT 1;

SHOW STATS FOR lake.sales.orders;

DESCRIBE lake.sales.orders;

USE lake.sales;

SET SESSION query_max_run_time = '1h';

START TRANSACTION;

ROLLBACK;
