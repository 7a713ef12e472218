-- What is asked of the views.
SELECT
    customer_id,
    name,
    amount
FROM revenue_by_customer
ORDER BY amount DESC
LIMIT 20;

SELECT
    o.customer_id,
    last_order.order_id,
    last_order.amount
FROM customers AS o,
    LATERAL (
        SELECT
            order_id,
            amount
        FROM orders
        WHERE customer_id = o.customer_id
        ORDER BY order_id DESC
        LIMIT 1
    ) AS last_order;

SELECT DISTINCT ON (user_id)
    user_id,
    url,
    clicked_at
FROM recent_clicks
ORDER BY user_id ASC, clicked_at DESC;

SELECT
    jsonb_array_elements(data -> 'items') ->> 'sku' AS sku,
    date_trunc('minute', clicked_at) AS minute,
    count(*) FILTER (WHERE data ? 'coupon') AS with_coupon
FROM clicks
GROUP BY 1, 2;

SELECT
    list_agg(order_id) AS order_ids,
    map_agg(sku, amount ORDER BY sku) AS amounts,
    array_agg(amount)[1] AS any_amount
FROM orders;

EXPLAIN OPTIMIZED PLAN FOR SELECT count(*) FROM orders;

SHOW SOURCES;

SHOW CLUSTERS;

SHOW MATERIALIZED VIEWS IN CLUSTER serving;

SHOW CREATE SINK revenue_sink;

GRANT USAGE ON CLUSTER serving TO analyst;

GRANT SELECT ON TABLE revenue_by_customer TO analyst;

INSERT INTO limits (customer_id, amount) VALUES (17, 1000), (18, 500);

UPDATE limits SET amount = 0 WHERE customer_id = 18;

DELETE FROM limits WHERE amount = 0;

select o.customer_id,count(*) C from orders o left join customers c using (customer_id)
where c.name is null and o.amount!=0 group by o.customer_id order by C desc;

SELECT mz_now(), now();

FETCH 100 c WITH (TIMEOUT = '1s');
