CREATE ROLE IF NOT EXISTS analyst COMMENT = 'reads the marts';
CREATE USER IF NOT EXISTS anna
    PASSWORD = 'change-me'
    DEFAULT_ROLE = analyst
    DEFAULT_WAREHOUSE = report_wh
    MUST_CHANGE_PASSWORD = TRUE;
GRANT ROLE analyst TO USER anna;
GRANT USAGE ON DATABASE marts TO ROLE analyst;
GRANT USAGE ON ALL SCHEMAS IN DATABASE marts TO ROLE analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA marts.sales TO ROLE analyst;
GRANT SELECT ON FUTURE TABLES IN SCHEMA marts.sales TO ROLE analyst;
GRANT OWNERSHIP ON TABLE marts.sales.orders TO ROLE owner_role COPY CURRENT GRANTS;
REVOKE SELECT ON TABLE marts.sales.orders FROM ROLE analyst;

CREATE WAREHOUSE IF NOT EXISTS report_wh
    WAREHOUSE_SIZE = 'XSMALL'
    AUTO_SUSPEND = 60
    AUTO_RESUME = TRUE
    INITIALLY_SUSPENDED = TRUE;
ALTER WAREHOUSE report_wh SET WAREHOUSE_SIZE = MEDIUM;
ALTER WAREHOUSE report_wh SUSPEND;

CREATE DATABASE marts DATA_RETENTION_TIME_IN_DAYS = 1;
CREATE SCHEMA marts.sales;
CREATE TABLE marts.sales.copy_of_orders CLONE core.orders;
CREATE TRANSIENT TABLE marts.sales.scratch LIKE core.orders;
CREATE TEMPORARY TABLE picked (id NUMBER);
UNDROP TABLE marts.sales.orders;

CREATE MASKING POLICY mask_email AS (val STRING) RETURNS STRING ->
    CASE
        WHEN CURRENT_ROLE() IN ('OWNER_ROLE') THEN val
        ELSE REGEXP_REPLACE(val, '.+@', '*****@')
    END;
ALTER TABLE core.customers MODIFY COLUMN email SET MASKING POLICY mask_email;

CREATE ROW ACCESS POLICY own_region AS (region VARCHAR) RETURNS BOOLEAN -> region = CURRENT_REGION();
CREATE TAG cost_center COMMENT = 'who pays';
ALTER TABLE core.orders SET TAG cost_center = 'sales';

CREATE OR REPLACE SECURE VIEW marts.sales.open_orders
COPY GRANTS
COMMENT = 'orders that are not done'
AS
SELECT order_id, customer_id FROM core.orders WHERE state = 'open';

CREATE MATERIALIZED VIEW marts.sales.daily AS
SELECT placed_at::DATE AS day, COUNT(*) AS orders FROM core.orders GROUP BY placed_at::DATE;

CREATE SEQUENCE core.order_numbers START = 1 INCREMENT = 1;
SELECT core.order_numbers.NEXTVAL;
ALTER SESSION SET TIMEZONE = 'UTC';
COMMENT ON TABLE core.orders IS 'one row an order';
