SELECT
    orders.id,
    lower(orders.note) AS note
FROM shop.orders AS orders
WHERE orders.tag IN UNNEST(@tags) OR orders.kind NOT IN unnest(['a', 'b']);

SELECT id FROM shop.orders AS orders;

SELECT id FROM shop.orders AS o;

SELECT p.k, p.v
FROM shop.pairs AS p (k, v);

SELECT CAST(made AS STRING FORMAT 'YYYY-MM') AS month
FROM shop.orders FOR SYSTEM TIME AS OF made_at;

SELECT * FROM ml.forecast(MODEL shop.sales, (SELECT day FROM shop.days));
