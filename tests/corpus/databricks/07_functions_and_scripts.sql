CREATE OR REPLACE FUNCTION util.net_price(gross DECIMAL(12, 2), rate DOUBLE DEFAULT 0.19)
RETURNS DECIMAL(12, 2)
LANGUAGE SQL
DETERMINISTIC
COMMENT 'price without tax'
RETURN gross / (1 + rate);

CREATE FUNCTION util.mask_email(email STRING)
RETURNS STRING
RETURN CASE WHEN is_account_group_member('hr') THEN email ELSE regexp_replace(email, '^[^@]+', '***') END;

CREATE OR REPLACE FUNCTION util.orders_of(customer BIGINT)
RETURNS TABLE (order_id BIGINT, amount DECIMAL(12, 2))
RETURN SELECT o.order_id, o.amount FROM sales.orders AS o WHERE o.customer_id = orders_of.customer;

CREATE FUNCTION util.slug(s STRING)
RETURNS STRING
LANGUAGE PYTHON
AS $$
import re
return re.sub("[^a-z0-9]+", "-", s.lower())
$$;

ALTER TABLE hr.people ALTER COLUMN email SET MASK util.mask_email;

ALTER TABLE hr.people SET ROW FILTER util.only_region ON (region);

SELECT util.net_price(amount), util.net_price(gross => amount, rate => 0.07) FROM sales.orders;

SELECT t.order_id FROM util.orders_of(7) AS t;

SELECT p.name, o.order_id FROM hr.people AS p, LATERAL util.orders_of(p.id) o;

DECLARE OR REPLACE VARIABLE since DATE DEFAULT current_date() - 7;

SET VAR since = (SELECT max(day) FROM sales.daily);

SELECT * FROM sales.daily WHERE day > since;

EXECUTE IMMEDIATE 'SELECT count(*) FROM sales.daily WHERE day > :d' USING since AS d;

CREATE WIDGET TEXT region DEFAULT 'EU';

SELECT * FROM identifier('sales' || '.daily');

SELECT * FROM sales.orders WHERE region = :region LIMIT 10;

CREATE SCHEMA IF NOT EXISTS prod.scratch MANAGED LOCATION 's3://lake/scratch';

CREATE VOLUME prod.landing.files COMMENT 'what partners send';

CREATE EXTERNAL VOLUME IF NOT EXISTS prod.landing.outside LOCATION 's3://lake/outside';

CREATE OR REFRESH STREAMING TABLE bronze.clicks AS SELECT * FROM STREAM read_files('/Volumes/prod/landing/clicks', format => 'json');

RESTORE TABLE sales.orders TO TIMESTAMP AS OF '2025-03-01 00:00:00';

SHOW TABLES IN sales LIKE 'ord*';

SHOW PARTITIONS sales.daily;

SHOW GRANTS ON SCHEMA sales;

CACHE TABLE hot OPTIONS ('storageLevel' = 'MEMORY_ONLY') SELECT * FROM sales.daily;

REFRESH TABLE sales.daily;

SELECT /*+ BROADCAST(c), REPARTITION(8, o.customer_id) */ o.id, c.name FROM sales.orders AS o JOIN sales.customers AS c ON o.customer_id = c.id;

SELECT id, stack(2, 'a', a, 'b', b) AS (k, v) FROM sales.wide;

SELECT named_struct('a', 1, 'b', array(1, 2)).b[0], map('x', 1)['x'], 3 DIV 2, 5 <=> NULL, 1Y, 2S, 3L, 1.5BD, X'1F';
