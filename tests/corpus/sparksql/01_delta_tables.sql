-- Tables of the lake house.
CREATE DATABASE IF NOT EXISTS sales COMMENT 'what was sold' LOCATION '/lake/sales';
USE sales;

CREATE TABLE IF NOT EXISTS orders (
    order_id BIGINT NOT NULL COMMENT 'from the shop',
    customer_id BIGINT,
    placed_at TIMESTAMP,
    state STRING,
    amount DECIMAL(12, 2),
    lines ARRAY<STRUCT<sku: STRING, quantity: INT, price: DOUBLE>>,
    tags MAP<STRING, STRING>,
    placed_on DATE GENERATED ALWAYS AS (CAST(placed_at AS DATE))
)
USING DELTA
PARTITIONED BY (placed_on)
LOCATION '/lake/sales/orders'
TBLPROPERTIES ('delta.autoOptimize.optimizeWrite' = 'true', 'owner' = 'shop')
COMMENT 'one row an order';

CREATE OR REPLACE TABLE daily
USING PARQUET
AS
SELECT
    CAST(placed_at AS DATE) AS day,
    COUNT(*) AS orders,
    SUM(amount) AS amount
FROM orders
GROUP BY CAST(placed_at AS DATE);

CREATE OR REPLACE TEMPORARY VIEW open_orders AS
SELECT * FROM orders WHERE state = 'open';

CREATE VIEW IF NOT EXISTS big_orders (order_id COMMENT 'the key', amount)
COMMENT 'over a thousand'
AS SELECT order_id, amount FROM orders WHERE amount > 1000;

ALTER TABLE orders ADD COLUMNS (channel STRING COMMENT 'web or shop', priority INT);
ALTER TABLE orders RENAME COLUMN channel TO sales_channel;
ALTER TABLE orders ALTER COLUMN priority COMMENT 'one is first';
ALTER TABLE orders SET TBLPROPERTIES ('delta.logRetentionDuration' = 'interval 30 days');
ALTER TABLE orders DROP COLUMN priority;
ALTER TABLE daily RENAME TO daily_old;
ALTER TABLE orders ADD IF NOT EXISTS PARTITION (placed_on = '2025-01-01');
DROP TABLE IF EXISTS daily_old;
DROP VIEW IF EXISTS big_orders;
MSCK REPAIR TABLE orders;
DESCRIBE EXTENDED orders;
SHOW PARTITIONS orders;
REFRESH TABLE orders;
CACHE TABLE recent AS SELECT * FROM orders WHERE placed_on > '2025-01-01';
UNCACHE TABLE IF EXISTS recent;
CLEAR CACHE;
