WITH totals AS (
    SELECT
        o.customer_id,
        COUNT(*) AS orders,
        SUM(o.amount) AS amount,
        MAX(o.placed_at) AS last_at
    FROM sales.orders AS o
    WHERE o.state IN ('open', 'paid') AND o.amount BETWEEN 1 AND 1000
    GROUP BY o.customer_id
    HAVING COUNT(*) > 1
)

SELECT
    t.customer_id,
    c.name,
    t.amount,
    ROW_NUMBER() OVER (PARTITION BY c.region ORDER BY t.amount DESC) AS place,
    CASE WHEN t.amount > 100 THEN 'large' ELSE 'small' END AS class,
    COALESCE(c.region, 'none') AS region
FROM totals AS t
INNER JOIN sales.customers AS c ON t.customer_id = c.customer_id
WHERE NOT EXISTS (SELECT 1 FROM sales.blocked AS b WHERE b.customer_id = t.customer_id)
ORDER BY t.amount DESC, c.name;

select o.order_id,count(*) C from sales.orders o left join sales.lines l on l.order_id=o.order_id
where l.sku is null and o.state!='x' group by o.order_id order by C desc,1;

SELECT order_id FROM sales.orders WHERE state = NULL UNION SELECT order_id FROM sales.old_orders;

SELECT DISTINCT(state), CAST(amount AS INTEGER) AS a FROM sales.orders;

INSERT INTO sales.log (order_id, what) VALUES (1, 'x'), (2, 'y');

INSERT INTO sales.log SELECT order_id, state FROM sales.orders WHERE amount > 10;

SELECT a.x,b.y FROM a, b WHERE a.id=b.id AND (a.x>1);

	SELECT	order_id
	FROM	sales.orders;

SELECT order_id FROM sales.orders FETCH FIRST 10 ROWS ONLY WITH UR;

DECLARE GLOBAL TEMPORARY TABLE session.picked (id INTEGER) ON COMMIT PRESERVE ROWS;
