/* Cohorts of customers by the month of their first order,
   and how many of them come back. */
WITH first_orders AS (
    SELECT customer_id, MIN(placed_at) AS first_at FROM orders GROUP BY customer_id
),
activity AS (
    SELECT
        f.customer_id,
        f.first_at,
        o.order_id,
        o.placed_at,
        (EXTRACT(YEAR FROM o.placed_at) - EXTRACT(YEAR FROM f.first_at)) * 12
        + EXTRACT(MONTH FROM o.placed_at)
        - EXTRACT(MONTH FROM f.first_at) AS months_later
    FROM first_orders f
    JOIN orders o ON o.customer_id = f.customer_id
),
sizes AS (
    SELECT
        EXTRACT(YEAR FROM first_at) AS cohort_year,
        EXTRACT(MONTH FROM first_at) AS cohort_month,
        COUNT(*) AS cohort_size
    FROM first_orders
    GROUP BY EXTRACT(YEAR FROM first_at), EXTRACT(MONTH FROM first_at)
)
SELECT
    s.cohort_year,
    s.cohort_month,
    a.months_later,
    COUNT(DISTINCT a.customer_id) AS returned,
    s.cohort_size,
    CAST(COUNT(DISTINCT a.customer_id) AS DECIMAL(10, 4)) / s.cohort_size AS share
FROM activity a
JOIN sizes s
    ON EXTRACT(YEAR FROM a.first_at) = s.cohort_year
   AND EXTRACT(MONTH FROM a.first_at) = s.cohort_month
WHERE a.months_later BETWEEN 0 AND 12
  AND NOT (a.months_later = 0 AND s.cohort_size < 5)
GROUP BY s.cohort_year, s.cohort_month, a.months_later, s.cohort_size
ORDER BY s.cohort_year, s.cohort_month, a.months_later
;

SELECT DISTINCT customer_id
FROM orders
WHERE placed_at > (SELECT MAX(first_at) FROM (
    SELECT customer_id, MIN(placed_at) AS first_at
    FROM orders
    GROUP BY customer_id
) AS firsts)
UNION
SELECT customer_id FROM customers WHERE country_code = 'AT'
EXCEPT
SELECT customer_id FROM customers WHERE email LIKE '%@example.com'
;
