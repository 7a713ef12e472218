CREATE CATALOG IF NOT EXISTS main COMMENT 'the main catalog';
USE CATALOG main;
CREATE SCHEMA IF NOT EXISTS main.sales MANAGED LOCATION 's3://lake/sales';

CREATE OR REPLACE TABLE main.sales.orders (
    order_id BIGINT GENERATED ALWAYS AS IDENTITY,
    customer_id BIGINT NOT NULL,
    placed_at TIMESTAMP,
    amount DECIMAL(12, 2),
    CONSTRAINT orders_pk PRIMARY KEY (order_id)
)
USING DELTA
CLUSTER BY (customer_id)
TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true');

CREATE MATERIALIZED VIEW main.sales.daily AS
SELECT CAST(placed_at AS DATE) AS day, COUNT(*) AS orders FROM main.sales.orders GROUP BY ALL;

CREATE OR REFRESH STREAMING TABLE main.sales.raw_events
AS SELECT * FROM STREAM read_files('s3://lake/in/', format => 'json');

GRANT SELECT ON TABLE main.sales.orders TO `analysts`;
GRANT USE SCHEMA ON SCHEMA main.sales TO `analysts`;
REVOKE ALL PRIVILEGES ON TABLE main.sales.orders FROM `interns`;
ALTER TABLE main.sales.orders OWNER TO `owners`;
ALTER TABLE main.sales.orders SET TAGS ('pii' = 'no');
COMMENT ON TABLE main.sales.orders IS 'one row an order';
CREATE VOLUME main.sales.files;
SHOW TABLES IN main.sales;

CREATE FUNCTION main.sales.net(gross DOUBLE, rate DOUBLE DEFAULT 0.19)
RETURNS DOUBLE
LANGUAGE SQL
COMMENT 'without tax'
RETURN gross / (1 + rate);

SELECT main.sales.net(119.0) AS net, main.sales.net(gross => 107, rate => 0.07) AS food;
SELECT * FROM main.sales.orders QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY placed_at DESC) = 1;
SELECT * EXCEPT (amount) FROM main.sales.orders;
DECLARE OR REPLACE VARIABLE since DATE DEFAULT current_date() - 7;
SET VAR since = DATE '2025-01-01';
SELECT count(*) AS n FROM main.sales.orders WHERE placed_at >= since;
SELECT ai_query('model', body) FROM main.sales.mails;
