CREATE TABLE lake.sales.orders (
    order_id BIGINT NOT NULL COMMENT 'from the shop',
    lines ARRAY(ROW(sku VARCHAR, quantity INTEGER)),
    tags MAP(VARCHAR, VARCHAR),
    amount DECIMAL(12, 2),
    placed_at TIMESTAMP(3) WITH TIME ZONE,
    placed_on DATE
)
WITH (format = 'PARQUET', partitioning = ARRAY['placed_on']);

CREATE TABLE lake.sales.daily AS
SELECT placed_on, COUNT(*) AS orders FROM lake.sales.orders GROUP BY placed_on;

CREATE OR REPLACE VIEW lake.sales.open_orders AS
SELECT order_id, amount FROM lake.sales.orders WHERE amount > 0;

INSERT INTO lake.sales.daily VALUES (DATE '2025-01-01', 10), (DATE '2025-01-02', 12);

DELETE FROM lake.sales.daily WHERE orders = 0;

WITH exploded AS (
    SELECT o.order_id, l.sku, l.quantity, o.amount, o.placed_at
    FROM lake.sales.orders AS o
    CROSS JOIN UNNEST(o.lines) AS l (sku, quantity)
    WHERE o.placed_at >= TIMESTAMP '2025-01-01 00:00:00 UTC'
)

SELECT
    e.sku,
    COUNT(DISTINCT e.order_id) AS orders,
    SUM(e.quantity) AS quantity,
    APPROX_PERCENTILE(e.amount, 0.5) AS median,
    ARRAY_AGG(e.order_id ORDER BY e.placed_at DESC) AS ids,
    DATE_TRUNC('month', MIN(e.placed_at)) AS month,
    DATE_DIFF('day', MIN(e.placed_at), MAX(e.placed_at)) AS days,
    COALESCE(TRY_CAST(e.sku AS BIGINT), 0) AS sku_number,
    IF(SUM(e.quantity) > 10, 'many', 'few') AS class,
    MAX_BY(e.order_id, e.amount) AS best_order,
    TRANSFORM(ARRAY[1, 2], x -> x + 1) AS plus_one,
    e.placed_at AT TIME ZONE 'Europe/Berlin' AS local_time
FROM exploded AS e
GROUP BY e.sku, e.placed_at
HAVING SUM(e.quantity) > 1
ORDER BY quantity DESC
LIMIT 10;

SELECT region, product, SUM(amount) FROM lake.sales.lines GROUP BY GROUPING SETS ((region), (region, product));

SELECT order_id, ROW_NUMBER() OVER (PARTITION BY placed_on ORDER BY amount DESC) AS rn FROM lake.sales.orders;

SELECT JSON_EXTRACT_SCALAR(payload, '$.a.b') AS b, element_at(tags, 'k') AS k, lines[1].sku AS sku FROM lake.sales.orders;

SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t (id, name);

SELECT order_id FROM lake.sales.orders TABLESAMPLE BERNOULLI (10);

select o.order_id,count(*) C from lake.sales.orders o left join lake.sales.daily d on d.placed_on=o.placed_on
where o.amount!=0 group by 1 order by C desc,1;

SELECT order_id FROM lake.sales.orders UNION SELECT orders FROM lake.sales.daily;

SELECT amount FROM lake.sales.orders WHERE amount = NULL OR NOT EXISTS (SELECT 1 FROM lake.sales.daily);

EXPLAIN ANALYZE SELECT 1;

SHOW TABLES FROM lake.sales;
