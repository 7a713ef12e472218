-- Orders of the last quarter, by customer.
WITH RECURSIVE recent (order_id, customer_id) AS (
    SELECT o.order_id, o.customer_id FROM shop.orders AS o
    WHERE o.placed_at >= DATE '2024-10-01' AND o.state NOT IN ('void', 'draft')
),
ranked AS (
    SELECT
        r.customer_id,
        COUNT(DISTINCT r.order_id) AS orders,
        RANK() OVER (PARTITION BY r.customer_id ORDER BY r.order_id DESC) place
    FROM recent r
    GROUP BY r.customer_id
    HAVING COUNT(*) > 1
)
SELECT
    c.*,
    k.orders,
    CASE WHEN k.orders BETWEEN 1 AND 9 THEN 'few' ELSE 'many' END AS share,
    -1 AS minus_one,
    k.total::decimal(10, 2)
FROM customers AS c
LEFT OUTER JOIN ranked AS k ON c.customer_id = k.customer_id
CROSS JOIN (VALUES (1, 'a'), (2, 'b')) AS v (n, t)
WHERE EXISTS (SELECT 1 FROM flags f WHERE f.id = c.id)
ORDER BY k.orders DESC NULLS LAST, 1
LIMIT 10 OFFSET 20;

(SELECT a FROM t) UNION ALL SELECT b FROM u ORDER BY 1;
SELECT group FROM t group;
SELECT a FROM (t JOIN u USING (id)) JOIN v ON u.id = v.id, w;

SELECT a FROM t WHERE b >= ALL (SELECT b FROM u UNION SELECT b FROM v) OR c = SOME (SELECT c FROM w);

-- What a template leaves empty is a call of EXISTS.
SELECT a FROM t WHERE EXISTS ();
SELECT a FROM t WHERE (SELECT b FROM u WHERE c);
SELECT a FROM t FETCH FIRST 2 * 5 ROWS ONLY;
SELECT a FROM t FETCH NEXT (n) ROWS WITH TIES;
SELECT s. .*, u..* FROM s..u;
