SELECT *
FROM (
    SELECT region, quarter, amount FROM sales.by_quarter
)
PIVOT (SUM(amount) AS total, COUNT(*) AS n FOR quarter IN ('Q1', 'Q2', 'Q3' AS third))
ORDER BY region;

SELECT *
FROM sales.wide
UNPIVOT (amount FOR quarter IN (q1, q2 AS 'second', q3));

SELECT
    _TABLE_SUFFIX AS day,
    COUNT(*) AS events,
    event_name
FROM `acme-prod.analytics_123.events_*`
WHERE _TABLE_SUFFIX BETWEEN '20250101' AND '20250131'
GROUP BY 1, 3;

SELECT id FROM sales.orders FOR SYSTEM_TIME AS OF TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR);
SELECT id FROM sales.orders TABLESAMPLE SYSTEM (10 PERCENT);

SELECT region, product, SUM(amount) AS amount
FROM sales.lines
GROUP BY ROLLUP (region, product);

SELECT region, GROUPING(region) AS g FROM sales.lines GROUP BY GROUPING SETS (region, ());

SELECT
    o.id,
    SUM(o.amount) OVER w AS running,
    FIRST_VALUE(o.id) OVER (w ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before_id,
    PERCENTILE_CONT(o.amount, 0.5) OVER (PARTITION BY o.region) AS median
FROM sales.orders AS o
WINDOW w AS (PARTITION BY o.region ORDER BY o.ordered_at);

WITH RECURSIVE numbers AS (
    SELECT 1 AS n
    UNION ALL
    SELECT n + 1 FROM numbers WHERE n < 10
)

SELECT n FROM numbers;

SELECT l.id, r.name
FROM sales.orders AS l
LEFT JOIN sales.customers AS r USING (customer_id)
INNER JOIN UNNEST(l.lines) AS line
FULL JOIN sales.shops AS s ON s.id = l.shop_id AND s.open;

SELECT ML.PREDICT FROM t;
SELECT * FROM ML.PREDICT(MODEL sales.churn, (SELECT * FROM sales.features));
CREATE OR REPLACE MODEL sales.churn
OPTIONS (model_type = 'logistic_reg', input_label_cols = ['churned'])
AS SELECT * FROM sales.features;
