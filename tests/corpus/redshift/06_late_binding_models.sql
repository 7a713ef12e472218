-- Models of the finance mart, as the job writes them.
BEGIN;

DROP TABLE IF EXISTS finance.fct_invoice_new;

CREATE TABLE finance.fct_invoice_new
DISTSTYLE KEY
DISTKEY (customer_id)
COMPOUND SORTKEY (invoiced_on, customer_id)
AS (
    SELECT
        i.invoice_id,
        i.customer_id,
        i.invoiced_on,
        i.amount::DECIMAL(18, 2) AS amount,
        NVL(i.currency, 'EUR') AS currency,
        DATEDIFF(DAY, i.invoiced_on, i.paid_on) AS days_to_pay,
        JSON_EXTRACT_PATH_TEXT(i.payload, 'channel') AS channel,
        GETDATE() AS loaded_at
    FROM landing.invoice AS i
    WHERE i.invoiced_on >= DATEADD(YEAR, -2, CURRENT_DATE)
);

SELECT
    e.event_id,
    p.sku,
    p.price::DECIMAL(10, 2) AS price
FROM events.landing AS e, e.payload.items AS p
WHERE e.payload.kind = 'order' AND IS_ARRAY(e.payload.items);

ALTER TABLE finance.fct_invoice RENAME TO fct_invoice_old;

ALTER TABLE finance.fct_invoice_new RENAME TO fct_invoice;

DROP TABLE finance.fct_invoice_old CASCADE;

COMMIT;

CREATE OR REPLACE VIEW finance.invoice_by_month AS
SELECT
    DATE_TRUNC('month', invoiced_on) AS invoiced_in,
    currency,
    COUNT(*) AS invoices,
    SUM(amount) AS amount,
    APPROXIMATE COUNT(DISTINCT customer_id) AS customers,
    LISTAGG(DISTINCT channel, ', ') WITHIN GROUP (ORDER BY channel) AS channels,
    MEDIAN(days_to_pay) AS days_to_pay
FROM finance.fct_invoice
GROUP BY 1, 2
WITH NO SCHEMA BINDING;

CREATE MATERIALIZED VIEW finance.mv_open
BACKUP NO
DISTKEY (customer_id)
AUTO REFRESH YES
AS
SELECT
    customer_id,
    SUM(amount) AS amount
FROM finance.fct_invoice
WHERE days_to_pay IS NULL
GROUP BY customer_id;

REFRESH MATERIALIZED VIEW finance.mv_open;

CREATE EXTERNAL SCHEMA IF NOT EXISTS lake
FROM DATA CATALOG
DATABASE 'events'
IAM_ROLE 'arn:aws:iam::123456789012:role/spectrum'
CREATE EXTERNAL DATABASE IF NOT EXISTS;

MERGE INTO finance.dim_customer
USING staging.customer AS s
    ON dim_customer.customer_id = s.customer_id
WHEN MATCHED THEN UPDATE SET name = s.name
WHEN NOT MATCHED THEN INSERT (customer_id, name) VALUES (s.customer_id, s.name);

SELECT
    customer_id,
    amount,
    RATIO_TO_REPORT(amount) OVER (PARTITION BY currency) AS share,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY invoiced_on DESC) AS place
FROM finance.fct_invoice
QUALIFY ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY invoiced_on DESC) = 1;

SELECT *
FROM (SELECT currency, amount FROM finance.fct_invoice)
PIVOT (SUM(amount) FOR currency IN ('EUR', 'USD'));

VACUUM DELETE ONLY finance.fct_invoice TO 90 PERCENT;

GRANT SELECT ON ALL TABLES IN SCHEMA finance TO GROUP analysts;

ALTER DEFAULT PRIVILEGES IN SCHEMA finance GRANT SELECT ON TABLES TO GROUP analysts;

CREATE OR REPLACE PROCEDURE finance.close_month(month_start DATE)
AS $$
BEGIN
    DELETE FROM finance.closing WHERE closed_in = month_start;
    INSERT INTO finance.closing SELECT month_start, SUM(amount) FROM finance.fct_invoice;
END;
$$ LANGUAGE plpgsql;

CALL finance.close_month('2025-03-01');

select c.name,count(*) Cnt,sum(i.amount) from finance.fct_invoice i left join finance.dim_customer c using(customer_id) where i.currency!='EUR' and c.name is not null group by 1 order by Cnt desc limit 10;
