CREATE TABLE shop.orders (
    order_id IDENTITY,
    channel VARCHAR(10) ENCODING RLE NOT NULL,
    prices ARRAY[DECIMAL(12, 2)],
    note LONG VARCHAR(4000),
    placed TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP
)
ORDER BY order_id
SEGMENTED BY hash(order_id) ALL NODES
PARTITION BY placed::DATE GROUP BY CALENDAR_HIERARCHY_DAY(placed::DATE, 2, 2) REORGANIZE;

CREATE PROJECTION shop.orders_by_day (order_id, placed) AS
SELECT order_id, placed FROM shop.orders
ORDER BY placed
UNSEGMENTED ALL NODES;

COPY shop.orders (channel, note FILLER VARCHAR(20)) FROM LOCAL 'orders.csv' DELIMITER ',' NULL AS '' ENCLOSED BY '"';

ALTER VIEW shop.open_orders OWNER TO clerk;

SET SESSION RESOURCE_POOL = nightly;

SET SEARCH_PATH TO shop, public;

CREATE EXTERNAL TABLE IF NOT EXISTS lake.visits (id INT NOT NULL, place VARCHAR(20))
INCLUDE SCHEMA PRIVILEGES AS COPY (id, place) FROM 's3://lake/visits/*.parquet' PARQUET;

UPDATE store.orders SET note = DEFAULT, place = 'here' FROM lake.visits AS v WHERE v.id = order_id;
-- Projections of a new column, constraints and values that follow others.
ALTER TABLE sales.orders ADD COLUMN region INT DEFAULT 1 PROJECTIONS (by_day, sales.by_buyer);
ALTER TABLE sales.orders ALTER COLUMN region ENCODING RLE PROJECTIONS (by_day);
ALTER TABLE sales.orders ALTER COLUMN total SET USING net + tax;
ALTER TABLE sales.orders ALTER COLUMN total DROP SET USING;
ALTER TABLE sales.orders ALTER CONSTRAINT orders_key DISABLED;
ALTER TABLE sales.orders SET ACTIVEPARTITIONCOUNT 2;
ALTER TABLE sales.orders SET IMMUTABLE ROWS;
SET SCHEMA sales;
