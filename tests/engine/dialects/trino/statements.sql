CREATE TABLE IF NOT EXISTS lake.sales.orders (
    order_id bigint NOT NULL,
    lines array(row(sku varchar(20), amount decimal(10, 2))),
    notes map(varchar, varchar) COMMENT 'free text',
    LIKE lake.sales.audit INCLUDING PROPERTIES
)
COMMENT 'one row per order'
WITH (format = 'ORC', partitioning = ARRAY['day(placed)']);

ALTER TABLE lake.sales.orders ADD COLUMN IF NOT EXISTS channel varchar COMMENT 'shop or web' AFTER order_id;

ALTER TABLE lake.sales.orders EXECUTE optimize(file_size_threshold => '10MB') WHERE order_id > 5;

ANALYZE lake.sales.orders WITH (partitions = 2);

COMMENT ON COLUMN lake.sales.orders.notes IS 'what the buyer wrote';

SHOW TABLES FROM lake LIKE 'ord%';

START TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY;

SHOW ROLE GRANTS FROM lake;

SHOW CURRENT ROLES;

SHOW GRANTS ON TABLE lake.sales.orders;

SHOW STATS FOR (SELECT order_id FROM lake.sales.orders WHERE order_id > 5);

SHOW CREATE FUNCTION lake.sales.rounded;

DESCRIBE OUTPUT latest_orders;

CREATE OR REPLACE VIEW lake.sales.totals (order_id, total) AS SELECT order_id, sum(amount) FROM lake.sales.lines GROUP BY order_id;
