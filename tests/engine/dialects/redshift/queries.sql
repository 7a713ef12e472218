SELECT TOP 5 buyer, approximate count(DISTINCT order_id) AS orders FROM sales.orders GROUP BY ALL;
SELECT o.buyer FROM sales.orders AS o QUALIFY row_number() OVER (PARTITION BY o.buyer ORDER BY o.placed_at) = 1;
SELECT o.basket[0].items[1].price, item FROM sales.orders AS o, o.basket AS item AT place;
SELECT key FROM sales.orders AS o, UNPIVOT o.basket AS value AT key;
SELECT * FROM (SELECT quality, cost FROM parts) PIVOT (avg(cost) AS mean FOR quality IN (1 AS low, 2 AS high)) AS p;
SELECT * FROM counts UNPIVOT INCLUDE NULLS (cnt FOR colour IN (red, green));
SELECT convert(INTEGER, price), cast(basket AS SUPER), dateadd(day, 1, placed_at) FROM #recent;

SELECT * EXCLUDE loaded_at FROM orders;
SELECT o.id, u.* EXCLUDE (a, b) FROM orders AS o, users AS u;

SELECT s.1st_price, 2e4x FROM sales.2024_orders AS s WHERE s.total > 1e4;
