MERGE INTO sales.orders AS t
USING staging.orders AS s
ON t.order_id = s.order_id
WHEN MATCHED AND s.deleted = TRUE THEN DELETE
WHEN MATCHED THEN UPDATE SET t.state = s.state, t.amount = s.amount
WHEN NOT MATCHED THEN INSERT (order_id, state, amount) VALUES (s.order_id, s.state, s.amount);

MERGE INTO sales.customers t
USING updates u
ON t.id = u.id
WHEN MATCHED THEN UPDATE SET *
WHEN NOT MATCHED THEN INSERT *;

INSERT INTO sales.orders VALUES (1, 2, current_timestamp(), 'open', 9.99);
INSERT OVERWRITE TABLE sales.daily PARTITION (day = '2025-01-01')
SELECT count(*), sum(amount) FROM sales.orders WHERE placed_on = '2025-01-01';
INSERT INTO sales.daily (day, orders)
SELECT placed_on, count(*) FROM sales.orders GROUP BY placed_on;

UPDATE sales.orders SET state = 'closed' WHERE placed_at < current_date() - 30;
DELETE FROM sales.orders WHERE state = 'void';

OPTIMIZE sales.orders ZORDER BY (customer_id);
VACUUM sales.orders RETAIN 168 HOURS;
DESCRIBE HISTORY sales.orders;
RESTORE TABLE sales.orders TO VERSION AS OF 3;
TRUNCATE TABLE sales.staging;
LOAD DATA LOCAL INPATH '/tmp/in' OVERWRITE INTO TABLE sales.staging;

SET spark.sql.shuffle.partitions = 200;
SET spark.sql.ansi.enabled = true;
ADD JAR '/libs/udf.jar';
CREATE OR REPLACE TEMPORARY FUNCTION net(x DOUBLE) RETURNS DOUBLE RETURN x / 1.19;
DROP FUNCTION IF EXISTS sales.clean;
EXPLAIN EXTENDED SELECT * FROM sales.orders;
