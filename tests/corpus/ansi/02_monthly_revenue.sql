-- Revenue by month and country, with the month before beside it.
WITH item_amounts AS (
    SELECT
        i.order_id,
        SUM(i.quantity * i.unit_price * (1 - i.discount)) AS amount
    FROM order_items AS i
    GROUP BY i.order_id
),

monthly AS (
    SELECT
        c.country_code,
        EXTRACT(YEAR FROM o.placed_at) AS order_year,
        EXTRACT(MONTH FROM o.placed_at) AS order_month,
        COUNT(*) AS orders,
        COUNT(DISTINCT o.customer_id) AS buyers,
        SUM(a.amount) AS revenue
    FROM orders AS o
    INNER JOIN item_amounts AS a ON o.order_id = a.order_id
    LEFT JOIN customers AS c
        ON o.customer_id = c.customer_id
    WHERE
        o.state <> 'cancelled'
        AND o.placed_at >= DATE '2024-01-01'
    GROUP BY
        c.country_code,
        EXTRACT(YEAR FROM o.placed_at),
        EXTRACT(MONTH FROM o.placed_at)
)

SELECT
    m.country_code,
    m.order_year,
    m.order_month,
    m.orders,
    m.buyers,
    m.revenue,
    LAG(m.revenue) OVER (
        PARTITION BY m.country_code
        ORDER BY m.order_year, m.order_month
    ) AS revenue_before,
    SUM(m.revenue) OVER (
        PARTITION BY m.country_code ORDER BY m.order_year, m.order_month
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS revenue_to_date,
    CASE
        WHEN m.buyers = 0 THEN NULL
        ELSE m.revenue / m.buyers
    END AS revenue_per_buyer,
    case when m.orders > 1000 then 'large' when m.orders > 100 then 'middle' else 'small' end as size_class
FROM monthly AS m
WHERE m.revenue IS NOT NULL AND m.country_code IN ('DE', 'FR', 'IT', 'ES')
ORDER BY m.country_code, m.order_year DESC, m.order_month DESC;

SELECT country_code, COUNT(*)
FROM customers
GROUP BY country_code
HAVING COUNT(*) > 10
ORDER BY 2 DESC;
