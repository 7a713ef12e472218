-- What the cloud costs, by project and service.
SELECT
    project.id AS project_id,
    service.description AS service,
    DATE_TRUNC(DATE(usage_start_time), MONTH) AS month,
    ROUND(SUM(cost), 2) AS cost,
    ROUND(
        SUM(cost) + SUM(IFNULL((SELECT SUM(c.amount) FROM UNNEST(credits) AS c), 0)),
        2
    ) AS net_cost,
    SUM(usage.amount_in_pricing_units) AS units,
    (SELECT l.value FROM UNNEST(labels) AS l WHERE l.key = 'team' LIMIT 1) AS team
FROM `acme-billing.export.gcp_billing_export_v1_0123`
WHERE
    DATE(_PARTITIONTIME) >= DATE_SUB(CURRENT_DATE(), INTERVAL 6 MONTH)
    AND cost_type IN ('regular', 'tax')
    AND project.id IS NOT NULL
GROUP BY project_id, service, month, team
HAVING cost > 1
ORDER BY month DESC, cost DESC;

WITH daily AS (
    SELECT
        DATE(usage_start_time) AS day,
        SUM(cost) AS cost
    FROM `acme-billing.export.gcp_billing_export_v1_0123`
    GROUP BY 1
)

SELECT
    day,
    cost,
    AVG(cost) OVER (ORDER BY UNIX_DATE(day) RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS mean_of_week,
    cost > 1.5 * AVG(cost) OVER (ORDER BY day ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING) AS is_unusual
FROM daily
WHERE EXTRACT(YEAR FROM day) = 2025
ORDER BY day;
