SELECT
    o.order_id,
    line.sku,
    line.price * line.quantity AS line_amount,
    o.lines[0].sku AS first_sku,
    o.tags['source'] AS source,
    size(o.lines) AS line_count,
    transform(o.lines, x -> x.price) AS prices,
    filter(o.lines, x -> x.price > 10) AS dear_lines,
    exists(o.lines, x -> x.quantity > 100) AS has_many,
    aggregate(o.lines, 0D, (acc, x) -> acc + x.price) AS total,
    collect_set(o.state) OVER (PARTITION BY o.customer_id) AS states,
    named_struct('a', 1, 'b', 'x') AS s,
    map('k', 1) AS m,
    array(1, 2, 3) AS a,
    date_format(o.placed_at, 'yyyy-MM') AS month,
    o.placed_at + INTERVAL 7 DAYS AS week_later,
    get_json_object(o.raw, '$.a.b') AS b,
    o.raw:a.b::STRING AS c,
    CAST(o.amount AS INT) AS whole
FROM orders AS o
LATERAL VIEW OUTER explode(o.lines) exploded AS line
WHERE o.state IN ('open', 'paid') AND o.amount BETWEEN 10 AND 100
    AND NOT (o.tags['test'] <=> 'true')
    AND o.state RLIKE '^(o|p)';

SELECT customer_id, pos, sku
FROM orders
LATERAL VIEW posexplode(array('a', 'b')) t AS pos, sku;

SELECT *
FROM (SELECT state, month, amount FROM monthly)
PIVOT (SUM(amount) AS total FOR month IN ('2025-01' AS jan, '2025-02' AS feb));

SELECT region, product, SUM(amount) AS amount
FROM lines
GROUP BY region, product WITH ROLLUP
ORDER BY region NULLS LAST;

SELECT /*+ BROADCAST(c), REPARTITION(8) */ o.order_id, c.name
FROM orders AS o
LEFT SEMI JOIN customers AS c ON o.customer_id = c.customer_id;

SELECT o.order_id FROM orders o LEFT ANTI JOIN blocked b ON o.customer_id = b.customer_id;

WITH latest AS (
    SELECT *, row_number() OVER (PARTITION BY order_id ORDER BY placed_at DESC) AS rn
    FROM orders
)

SELECT * FROM latest WHERE rn = 1 DISTRIBUTE BY customer_id SORT BY order_id;

SELECT percentile_approx(amount, 0.5), approx_count_distinct(customer_id) FROM orders TABLESAMPLE (10 PERCENT);
SELECT order_id FROM orders VERSION AS OF 12;
SELECT order_id FROM delta.`/lake/sales/orders` TIMESTAMP AS OF '2025-01-01';
SELECT inline(lines) FROM orders;
SELECT * FROM VALUES (1, 'a'), (2, 'b') AS t (id, name);
SELECT id FROM range(1, 10, 2);
SELECT stack(2, 'a', 1, 'b', 2) AS (k, v);
