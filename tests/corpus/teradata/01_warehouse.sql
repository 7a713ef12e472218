CREATE MULTISET TABLE sales.orders, NO FALLBACK, NO BEFORE JOURNAL
(
    order_id INTEGER NOT NULL,
    customer_id INTEGER,
    state VARCHAR(20) CHARACTER SET LATIN NOT CASESPECIFIC,
    amount DECIMAL(12, 2),
    placed_on DATE FORMAT 'YYYY-MM-DD'
)
PRIMARY INDEX (order_id)
PARTITION BY RANGE_N(placed_on BETWEEN DATE '2024-01-01' AND DATE '2025-12-31' EACH INTERVAL '1' MONTH);

CREATE VOLATILE TABLE recent AS (
    SELECT order_id, amount FROM sales.orders WHERE placed_on > DATE '2025-01-01'
) WITH DATA
PRIMARY INDEX (order_id)
ON COMMIT PRESERVE ROWS;

COLLECT STATISTICS COLUMN (order_id) ON sales.orders;

SELECT TOP 10 order_id, amount FROM sales.orders ORDER BY amount DESC;

SELECT customer_id, SUM(amount) AS total
FROM sales.orders
GROUP BY customer_id
HAVING SUM(amount) > 100
QUALIFY ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY total DESC) = 1;

SEL order_id FROM sales.orders WHERE state (NOT CASESPECIFIC) = 'open';

UPDATE sales.orders SET state = 'closed' WHERE placed_on < CURRENT_DATE - 30;

DELETE FROM sales.orders WHERE state = 'void';

INSERT INTO sales.orders (order_id, state) VALUES (1, 'open');

select o.order_id,count(*) C from sales.orders o left join sales.lines l on l.order_id=o.order_id where l.sku is null and o.state<>'x' group by 1 order by C desc,1;

SELECT CAST(amount AS INTEGER) AS a, EXTRACT(YEAR FROM placed_on) AS y, COALESCE(state, 'none') AS s, CASE WHEN amount > 1 THEN 'x' ELSE 'y' END AS c FROM sales.orders;

SELECT o.order_id FROM sales.orders AS o WHERE NOT EXISTS (SELECT 1 FROM sales.lines AS l WHERE l.order_id = o.order_id);

DROP TABLE sales.old_orders;
