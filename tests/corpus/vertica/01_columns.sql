CREATE TABLE IF NOT EXISTS sales.orders (
    order_id INT NOT NULL,
    customer_id INT,
    state VARCHAR(20) DEFAULT 'open',
    amount NUMERIC(12, 2),
    placed_at TIMESTAMPTZ,
    PRIMARY KEY (order_id)
)
ORDER BY placed_at
SEGMENTED BY HASH(order_id) ALL NODES KSAFE 1
PARTITION BY placed_at::DATE;

CREATE PROJECTION sales.orders_by_customer AS
SELECT customer_id, order_id FROM sales.orders ORDER BY customer_id
SEGMENTED BY HASH(customer_id) ALL NODES;

SELECT o.customer_id, SUM(o.amount) OVER (PARTITION BY o.customer_id ORDER BY o.placed_at) AS running FROM sales.orders AS o;

SELECT slice_time, SUM(amount) FROM sales.orders TIMESERIES slice_time AS '1 hour' OVER (PARTITION BY customer_id ORDER BY placed_at);

SELECT customer_id FROM sales.orders LIMIT 5 OVER (PARTITION BY customer_id ORDER BY amount DESC);

MERGE INTO sales.orders AS t USING staging AS s ON t.order_id = s.order_id WHEN MATCHED THEN UPDATE SET state = s.state WHEN NOT MATCHED THEN INSERT (order_id, state) VALUES (s.order_id, s.state);

select o.order_id,count(*) C from sales.orders o left join sales.lines l on l.order_id=o.order_id where l.sku is null and o.state<>'x' group by 1 order by C desc,1;

SELECT o.order_id FROM sales.orders AS o WHERE NOT EXISTS (SELECT 1 FROM sales.lines AS l WHERE l.order_id = o.order_id);

WITH a AS (SELECT 1 AS x), unused AS (SELECT 2 AS y) SELECT x FROM a UNION SELECT order_id FROM sales.orders;

SELECT placed_at::DATE AS d, amount::INT AS a, NVL(state, 'none') AS s, DATEDIFF('day', placed_at, NOW()) AS days FROM sales.orders WHERE state ILIKE 'o%' AND amount BETWEEN 1 AND 5;

ALTER TABLE sales.orders ADD COLUMN channel VARCHAR(10);

TRUNCATE TABLE sales.staging;

DROP TABLE IF EXISTS sales.old_orders CASCADE;
