-- What the vendor takes and SQLFluff does not.

SELECT
    customer_key,
    price,
    NVL(price, 0) AS price_or_zero,
    ZEROIFNULL(weight_kg) AS weight_kg,
    TO_CHAR(shipped_on, 'YYYY-MM') AS shipped_in,
    MONTHS_BETWEEN(CURRENT_DATE, shipped_on) AS age_in_months,
    LISTAGG(depot, ';') WITHIN GROUP (ORDER BY depot) OVER (PARTITION BY customer_key) AS depots
FROM mart.fact_shipment
WHERE shipped_on BETWEEN DATE '2025-01-01' AND DATE '2025-03-31'
QUALIFY ROW_NUMBER() OVER (PARTITION BY customer_key ORDER BY price DESC) = 1
ORDER BY price DESC
LIMIT 10 OFFSET 5;

SELECT
    LEVEL AS depth,
    SYS_CONNECT_BY_PATH(name, '/') AS node_path
FROM mart.depot_tree
CONNECT BY PRIOR depot_id = parent_id
START WITH parent_id IS NULL;
