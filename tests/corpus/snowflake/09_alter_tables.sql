ALTER TABLE core.orders ADD COLUMN channel VARCHAR(20) DEFAULT 'web' COMMENT 'where it came from';
ALTER TABLE core.orders ADD COLUMN IF NOT EXISTS priority NUMBER(2, 0);
ALTER TABLE core.orders RENAME COLUMN channel TO sales_channel;
ALTER TABLE core.orders ALTER COLUMN sales_channel SET NOT NULL;
ALTER TABLE core.orders ALTER COLUMN priority DROP DEFAULT, COLUMN priority DROP NOT NULL;
ALTER TABLE core.orders DROP COLUMN IF EXISTS priority;
ALTER TABLE core.orders CLUSTER BY (customer_id, placed_at::DATE);
ALTER TABLE core.orders ADD CONSTRAINT orders_pk PRIMARY KEY (order_id);
ALTER TABLE core.orders SWAP WITH core.orders_new;
ALTER TABLE core.orders RENAME TO core.orders_old;
ALTER TABLE IF EXISTS core.orders SET DATA_RETENTION_TIME_IN_DAYS = 14;
ALTER VIEW marts.sales.open_orders SET SECURE;
ALTER SCHEMA core RENAME TO core_old;
ALTER USER anna SET DEFAULT_ROLE = analyst;

CREATE TABLE core.invoices (
    invoice_id NUMBER AUTOINCREMENT START 1 INCREMENT 1,
    order_id NUMBER NOT NULL REFERENCES core.orders (order_id),
    lines ARRAY,
    extra OBJECT,
    place GEOGRAPHY,
    issued_at TIMESTAMP_TZ(9),
    pdf BINARY,
    total FLOAT,
    is_paid BOOLEAN NOT NULL DEFAULT FALSE,
    note STRING COLLATE 'en-ci',
    PRIMARY KEY (invoice_id),
    UNIQUE (order_id) NOT ENFORCED
);

CREATE OR REPLACE EXTERNAL TABLE raw.events_ext (
    event_date DATE AS (TO_DATE(SPLIT_PART(METADATA$FILENAME, '/', 2), 'YYYY-MM-DD')),
    kind VARCHAR AS (value:kind::VARCHAR)
)
PARTITION BY (event_date)
LOCATION = @landing/daily/
AUTO_REFRESH = TRUE
FILE_FORMAT = (TYPE = JSON);

CREATE OR REPLACE DYNAMIC TABLE marts.sales.fresh
TARGET_LAG = '10 minutes'
WAREHOUSE = transform_wh
AS
SELECT order_id, amount FROM core.orders WHERE amount > 0;

TRUNCATE TABLE IF EXISTS core.scratch;
DROP TABLE IF EXISTS core.scratch CASCADE;
DROP VIEW marts.sales.old_view;
SHOW TABLES IN SCHEMA core;
EXPLAIN USING TEXT SELECT order_id FROM core.orders;
