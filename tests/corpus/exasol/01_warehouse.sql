CREATE SCHEMA IF NOT EXISTS sales;

IMPORT INTO sales.orders FROM LOCAL CSV FILE '/tmp/orders.csv' COLUMN SEPARATOR = ',' SKIP = 1;

EXPORT sales.orders INTO LOCAL CSV FILE '/tmp/out.csv' REPLACE;

SELECT o.order_id FROM sales.orders AS o WHERE NOT EXISTS (SELECT 1 FROM sales.lines AS l WHERE l.order_id = o.order_id);

WITH a AS (SELECT 1 AS x), b AS (SELECT 2 AS y) SELECT a.x FROM a UNION SELECT b.y FROM b;

GRANT SELECT ON sales.orders TO analyst;

ALTER TABLE sales.orders ADD COLUMN channel VARCHAR(10);

COMMIT;
