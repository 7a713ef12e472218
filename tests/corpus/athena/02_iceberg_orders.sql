-- Orders as an Iceberg table, changed in place.
CREATE TABLE sales.orders (
    order_id BIGINT,
    customer_id BIGINT,
    placed_at TIMESTAMP,
    state STRING,
    amount DECIMAL(12, 2)
)
PARTITIONED BY (day(placed_at), bucket(16, customer_id))
LOCATION 's3://example-lake/orders/'
TBLPROPERTIES (
    'table_type' = 'ICEBERG',
    'format' = 'parquet',
    'write_compression' = 'zstd',
    'optimize_rewrite_delete_file_threshold' = '10'
);

MERGE INTO sales.orders AS t
USING sales.orders_delta AS s
    ON t.order_id = s.order_id
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET state = s.state, amount = s.amount
WHEN NOT MATCHED THEN INSERT (order_id, customer_id, placed_at, state, amount)
VALUES (s.order_id, s.customer_id, s.placed_at, s.state, s.amount);

UPDATE sales.orders SET state = 'expired'
WHERE state = 'open' AND placed_at < current_timestamp - INTERVAL '30' DAY;

DELETE FROM sales.orders WHERE state = 'test';

ALTER TABLE sales.orders SET TBLPROPERTIES ('vacuum_max_snapshot_age_seconds' = '259200');

ALTER TABLE sales.orders ADD COLUMNS (channel STRING);

ALTER TABLE sales.orders CHANGE COLUMN channel channel_name STRING;

SELECT
    snapshot_id,
    committed_at,
    operation
FROM "sales"."orders$snapshots"
ORDER BY committed_at DESC
LIMIT 10;

WITH lines AS (
    SELECT
        o.order_id,
        line.sku,
        line.quantity
    FROM sales.orders_nested AS o
    CROSS JOIN UNNEST(o.lines) AS t (line)
)

SELECT
    sku,
    sum(quantity) AS quantity,
    approx_distinct(order_id) AS orders,
    array_agg(DISTINCT order_id) AS order_ids,
    max_by(order_id, quantity) AS largest
FROM lines
GROUP BY sku
HAVING sum(quantity) > 10;

SELECT
    json_extract_scalar(payload, '$.user.id') AS user_id,
    from_iso8601_timestamp(json_extract_scalar(payload, '$.at')) AS happened_at,
    transform(filter(parts, p -> p > 0), p -> p * 2) AS doubled,
    try_cast(price AS DOUBLE) AS price,
    element_at(attributes, 'color') AS color,
    date_diff('day', placed_at, current_date) AS age
FROM sales.events
WHERE regexp_like(url, '^/shop/') AND cardinality(parts) > 0;

select customer_id,count(*) Cnt,arbitrary(state) from sales.orders o where state!='open' and amount is not null
group by 1 order by Cnt desc;

CREATE OR REPLACE VIEW sales.paid_orders AS
SELECT
    order_id,
    amount
FROM sales.orders
WHERE state = 'paid';

PREPARE by_customer FROM SELECT order_id FROM sales.orders WHERE customer_id = ?;

EXECUTE by_customer USING 17;

EXPLAIN SELECT count(*) FROM sales.orders;

INSERT INTO sales.orders VALUES (1, 2, TIMESTAMP '2025-01-01 00:00:00', 'open', 10.00);
