FROM sales.orders
|> WHERE ordered_at >= '2025-01-01'
|> EXTEND amount * 0.19 AS tax
|> AGGREGATE SUM(amount) AS total, COUNT(*) AS orders GROUP BY customer_id
|> WHERE total > 100
|> ORDER BY total DESC
|> LIMIT 10;

FROM sales.orders AS o
|> JOIN sales.customers AS c ON o.customer_id = c.customer_id
|> SELECT o.order_id, c.email
|> RENAME email AS mail;

FROM sales.orders
|> SET amount = amount / 100
|> DROP note
|> AS cleaned;
