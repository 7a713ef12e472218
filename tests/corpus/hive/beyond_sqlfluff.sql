-- What the vendor takes and SQLFluff does not.

ALTER TABLE shop.hits ADD IF NOT EXISTS PARTITION (seen_on = '2025-01-01') LOCATION '/data/hits/2025-01-01';
DESCRIBE FORMATTED shop.hits;

CREATE VIEW IF NOT EXISTS big_orders (order_id, amount) COMMENT 'over 100' AS SELECT order_id, amount FROM orders_orc WHERE amount > 100;

ALTER TABLE orders_orc ADD IF NOT EXISTS PARTITION (day = '2025-01-01', region = 'EU') LOCATION '/data/orders/1';

ALTER TABLE orders_orc DROP IF EXISTS PARTITION (day = '2024-01-01');

ALTER TABLE orders_orc ADD COLUMNS (channel STRING COMMENT 'where from');

ALTER TABLE orders_orc CHANGE COLUMN note remark STRING;

ALTER TABLE orders_orc SET TBLPROPERTIES ('comment' = 'orders');

LOAD DATA LOCAL INPATH '/tmp/in.csv' OVERWRITE INTO TABLE stage_orders PARTITION (day = '2025-01-01');

SELECT region, day, sum(amount), grouping__id FROM orders_orc GROUP BY region, day WITH CUBE;

ANALYZE TABLE orders_orc PARTITION (day) COMPUTE STATISTICS FOR COLUMNS;

SHOW PARTITIONS orders_orc;

DESCRIBE orders_orc;
