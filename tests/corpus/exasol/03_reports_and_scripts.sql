-- Reports, and the scripts that they call.
CREATE OR REPLACE FUNCTION mart.net_price(price IN DECIMAL, tax IN DECIMAL)
RETURN DECIMAL
IS
    res DECIMAL;
BEGIN
    IF tax IS NULL THEN
        res := price;
    ELSE
        res := price / (1 + tax);
    END IF;
    RETURN res;
END mart.net_price;
/

CREATE OR REPLACE PYTHON3 SCALAR SCRIPT mart.slug(words VARCHAR(200))
RETURNS VARCHAR(200) AS
def run(ctx):
    return ctx.words.lower().replace(' ', '-')
/

CREATE OR REPLACE VIEW mart.shipment_by_depot AS
SELECT
    depot,
    shipped_on,
    COUNT(*) AS shipments,
    SUM(weight_kg) AS weight_kg
FROM mart.fact_shipment
GROUP BY depot, shipped_on;

WITH ranked AS (
    SELECT
        depot,
        shipped_on,
        weight_kg,
        RANK() OVER (PARTITION BY depot ORDER BY weight_kg DESC) AS place
    FROM mart.shipment_by_depot
)

SELECT
    depot,
    GROUP_CONCAT(shipped_on ORDER BY shipped_on SEPARATOR ', ') AS best_days
FROM ranked
WHERE place <= 3
GROUP BY depot;

SELECT * FROM mart.offers PREFERRING LOW price PLUS HIGH rating;

SELECT mart.slug(full_name) FROM mart.dim_customer;

select c.customer_no,count(*) Anz,sum(f.price) from mart.fact_shipment f left join mart.dim_customer c using(customer_key)
where c.is_active=true and f.depot!='HAM' group by 1 order by anz desc;

GRANT SELECT ON SCHEMA mart TO reporting;

CREATE ROLE reporting;

CREATE USER anna IDENTIFIED BY "Secret123";

ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY-MM-DD';

EXECUTE SCRIPT mart.nightly('full');

DROP VIEW IF EXISTS mart.old_view CASCADE;
