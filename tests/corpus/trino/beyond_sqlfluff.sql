-- What the vendor takes and SQLFluff does not.

CREATE SCHEMA IF NOT EXISTS lake.sales WITH (location = 's3://lake/sales');

CREATE SCHEMA IF NOT EXISTS lake.sales WITH (location = 's3://lake/sales');

CREATE OR REPLACE VIEW lake.sales.recent SECURITY INVOKER AS
SELECT * FROM lake.sales.orders WHERE placed_at > current_timestamp - INTERVAL '7' DAY;

REFRESH MATERIALIZED VIEW lake.sales.by_region;

SELECT id FROM a EXCEPT SELECT id FROM b ORDER BY 1 OFFSET 2 ROWS FETCH FIRST 5 ROWS ONLY;

PREPARE q FROM SELECT * FROM t WHERE id = ?;

EXECUTE q USING 5;

GRANT SELECT ON lake.sales.orders TO ROLE analyst;

CALL system.sync_partition_metadata('sales', 'orders', 'ADD');
