-- What the vendor takes and SQLFluff does not.

-- Iceberg tables through Trino: history, upkeep, functions.
CREATE SCHEMA IF NOT EXISTS lake.shop WITH (location = 's3://lake/shop/');

SELECT order_id, amount FROM lake.shop.orders FOR VERSION AS OF 8954597067493422955;

SELECT count(*) AS orders
FROM lake.shop.orders FOR TIMESTAMP AS OF TIMESTAMP '2025-01-31 00:00:00 UTC' AS o
WHERE o.amount > 10;

SELECT *
FROM TABLE(pg.system.query(query => 'SELECT 1'));

CREATE OR REPLACE VIEW lake.shop.recent SECURITY INVOKER AS
SELECT order_id FROM lake.shop.orders WHERE placed_at > current_date - INTERVAL '30' DAY;

REFRESH MATERIALIZED VIEW lake.shop.daily;

CALL lake.system.rollback_to_snapshot('shop', 'orders', 8954597067493422955);

GRANT SELECT ON lake.shop.orders TO ROLE analyst;
