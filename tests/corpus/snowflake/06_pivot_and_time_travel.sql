SELECT *
FROM (
    SELECT region, quarter, amount FROM marts.sales.by_quarter
)
PIVOT (SUM(amount) FOR quarter IN ('Q1', 'Q2', 'Q3', 'Q4')) AS p (region, q1, q2, q3, q4)
ORDER BY region;

SELECT region, quarter, amount
FROM marts.sales.wide
UNPIVOT (amount FOR quarter IN (q1, q2, q3, q4));

SELECT order_id, state
FROM core.orders AT (OFFSET => -60 * 5) AS o
WHERE o.state = 'open';

SELECT order_id FROM core.orders BEFORE (STATEMENT => '8e5d0ca9-005e-44e6-b858-a8f5b37c5726');
SELECT * FROM core.orders CHANGES (INFORMATION => DEFAULT) AT (TIMESTAMP => '2025-01-01'::TIMESTAMP_LTZ);

SELECT
    o.order_id,
    CONDITIONAL_TRUE_EVENT(o.state = 'open') OVER (PARTITION BY o.customer_id ORDER BY o.placed_at) AS run_no,
    LAST_VALUE(o.state IGNORE NULLS) OVER (
        PARTITION BY o.customer_id ORDER BY o.placed_at
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS last_state,
    WIDTH_BUCKET(o.amount, 0, 1000, 10) AS bucket
FROM core.orders AS o;

SELECT *
FROM core.orders
MATCH_RECOGNIZE (
    PARTITION BY customer_id
    ORDER BY placed_at
    MEASURES FIRST(placed_at) AS started_at, COUNT(*) AS steps
    ONE ROW PER MATCH
    AFTER MATCH SKIP PAST LAST ROW
    PATTERN (opened paid+ sent)
    DEFINE
        opened AS state = 'open',
        paid AS state = 'paid',
        sent AS state = 'sent'
);

SELECT c.name, o.order_id
FROM core.customers AS c
ASOF JOIN core.orders AS o
    MATCH_CONDITION (c.changed_at >= o.placed_at)
    ON c.customer_id = o.customer_id;

SELECT SEQ4() AS n, UNIFORM(1, 10, RANDOM()) AS r
FROM TABLE(GENERATOR(ROWCOUNT => 100));

WITH RECURSIVE boss_of (id, boss, level) AS (
    SELECT id, boss, 0 FROM staff WHERE boss IS NULL
    UNION ALL
    SELECT s.id, s.boss, b.level + 1 FROM staff AS s INNER JOIN boss_of AS b ON s.boss = b.id
)

SELECT * FROM boss_of ORDER BY level;

SELECT GROUPING(region) AS g, region, SUM(amount) FROM marts.sales.by_quarter GROUP BY CUBE (region, quarter);
SELECT id FROM a MINUS SELECT id FROM b INTERSECT SELECT id FROM c;
