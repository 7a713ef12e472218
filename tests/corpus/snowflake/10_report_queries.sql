-- The board's report of the quarter.
SELECT
    DATE_TRUNC('quarter', o.placed_at) AS quarter,
    c.region,
    COUNT(DISTINCT o.customer_id) AS buyers,
    COUNT_IF(o.state = 'returned') AS returned,
    SUM(o.amount) AS revenue,
    APPROX_PERCENTILE(o.amount, 0.5) AS median_amount,
    DIV0(COUNT_IF(o.state = 'returned'), COUNT(*)) AS return_rate,
    SUM(SUM(o.amount)) OVER (PARTITION BY c.region ORDER BY DATE_TRUNC('quarter', o.placed_at)) AS to_date
FROM core.orders AS o
INNER JOIN core.customers AS c ON o.customer_id = c.customer_id
WHERE o.placed_at BETWEEN '2024-01-01' AND '2024-12-31'
    AND (c.region LIKE 'E%' OR c.region RLIKE '^(N|S).*' OR c.region IS NULL)
GROUP BY DATE_TRUNC('quarter', o.placed_at), c.region
ORDER BY quarter, revenue DESC;

SELECT TOP 10
    c.customer_id,
    c.name,
    ZEROIFNULL(t.total) AS total,
    DECODE(c.tier, 1, 'gold', 2, 'silver', 'bronze') AS tier_name,
    HASH(c.customer_id, c.name) AS row_hash,
    TO_CHAR(c.created_at, 'YYYY-MM-DD HH24:MI') AS created,
    CONVERT_TIMEZONE('UTC', 'Europe/Berlin', c.created_at) AS created_local
FROM core.customers AS c
LEFT JOIN LATERAL (
    SELECT SUM(o.amount) AS total
    FROM core.orders AS o
    WHERE o.customer_id = c.customer_id
) AS t
WHERE NOT EXISTS (SELECT 1 FROM core.blocked AS b WHERE b.customer_id = c.customer_id)
ORDER BY total DESC;

SELECT
    region,
    ARRAY_SIZE(tags) AS tag_count,
    ARRAY_CONTAINS('vip'::VARIANT, tags) AS is_vip,
    GET_PATH(extra, 'address.city')::VARCHAR AS city,
    STRTOK(email, '@', 2) AS mail_host,
    email ILIKE '%@example.com' AS is_example,
    SPLIT(email, '@')[0]::VARCHAR AS mail_user,
    LEFT(name, 1) || '.' AS initial,
    amount BETWEEN 1 AND 5 AS is_small,
    TO_VARCHAR(amount, '999,999.00') AS amount_text
FROM core.customers
NATURAL JOIN core.totals
GROUP BY GROUPING SETS ((region), ());
