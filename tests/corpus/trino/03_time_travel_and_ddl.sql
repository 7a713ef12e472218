CREATE TABLE IF NOT EXISTS lake.shop.orders (
    order_id BIGINT NOT NULL COMMENT 'as the shop counts',
    customer_id BIGINT,
    placed_at TIMESTAMP(6) WITH TIME ZONE,
    amount DECIMAL(12, 2),
    lines ARRAY(ROW(sku VARCHAR, quantity INTEGER)),
    attributes MAP(VARCHAR, VARCHAR)
)
COMMENT 'orders of all shops'
WITH (
    format = 'PARQUET',
    partitioning = ARRAY['day(placed_at)', 'bucket(customer_id, 16)'],
    sorted_by = ARRAY['order_id']
);

CREATE TABLE lake.shop.big_orders
WITH (format = 'ORC')
AS
SELECT order_id, amount
FROM lake.shop.orders
WHERE amount > 1000;

ALTER TABLE lake.shop.orders ADD COLUMN channel VARCHAR;

ALTER TABLE lake.shop.orders RENAME COLUMN channel TO sales_channel;

ALTER TABLE lake.shop.orders SET PROPERTIES format_version = 2;

ALTER TABLE lake.shop.orders EXECUTE optimize(file_size_threshold => '10MB');

ALTER TABLE lake.shop.orders EXECUTE expire_snapshots(retention_threshold => '7d');

SELECT snapshot_id, committed_at FROM lake.shop."orders$snapshots" ORDER BY committed_at DESC;

MERGE INTO lake.shop.orders AS t
USING lake.shop.orders_delta AS s
    ON t.order_id = s.order_id
WHEN MATCHED AND s.deleted THEN DELETE
WHEN MATCHED THEN UPDATE SET amount = s.amount
WHEN NOT MATCHED THEN INSERT (order_id, amount) VALUES (s.order_id, s.amount);

SELECT
    o.order_id,
    l.sku,
    l.quantity,
    o.attributes['color'] AS color,
    element_at(o.attributes, 'size') AS size_name,
    reduce(transform(o.lines, x -> x.quantity), 0, (s, x) -> s + x, s -> s) AS pieces
FROM lake.shop.orders AS o
CROSS JOIN UNNEST(o.lines) WITH ORDINALITY AS l (sku, quantity, line_no)
WHERE o.placed_at >= current_timestamp - INTERVAL '7' DAY;

SELECT
    date_trunc('month', placed_at) AS placed_in,
    approx_distinct(customer_id) AS customers,
    approx_percentile(amount, ARRAY[0.5, 0.95]) AS quantiles,
    array_join(array_agg(DISTINCT sales_channel), ', ') AS channels,
    count_if(amount > 100) AS large,
    grouping(sales_channel) AS level
FROM lake.shop.orders
GROUP BY GROUPING SETS ((date_trunc('month', placed_at), sales_channel), (date_trunc('month', placed_at)));

WITH RECURSIVE tree (node_id, depth) AS (
    SELECT node_id, 0 FROM lake.shop.category WHERE parent_id IS NULL
    UNION ALL
    SELECT c.node_id, t.depth + 1
    FROM lake.shop.category AS c
    INNER JOIN tree AS t ON c.parent_id = t.node_id
)

SELECT node_id, depth FROM tree ORDER BY depth FETCH FIRST 10 ROWS WITH TIES;

select customer_id,count(*) Cnt,max(amount) from lake.shop.orders o left join lake.shop.customers c using(customer_id)
where o.amount!=0 and c.name is null group by 1 order by Cnt desc limit 5;

CREATE MATERIALIZED VIEW lake.shop.daily AS
SELECT CAST(placed_at AS DATE) AS day, sum(amount) AS amount FROM lake.shop.orders GROUP BY 1;

SET SESSION query_max_run_time = '1h';

ANALYZE lake.shop.orders WITH (columns = ARRAY['order_id', 'amount']);

SHOW STATS FOR lake.shop.orders;

SHOW CREATE TABLE lake.shop.orders;

EXPLAIN ANALYZE SELECT count(*) FROM lake.shop.orders;

DELETE FROM lake.shop.orders WHERE placed_at < DATE '2020-01-01';

DROP TABLE IF EXISTS lake.shop.big_orders;
