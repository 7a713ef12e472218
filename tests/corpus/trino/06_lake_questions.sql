-- Questions about deliveries, asked of three catalogs.
WITH legs AS (
    SELECT
        d.delivery_id,
        d.depot,
        l.position,
        l.kilometres
    FROM lake.logistics.deliveries AS d
    CROSS JOIN UNNEST(d.legs) AS l (position, kilometres)
    WHERE d.left_at >= TIMESTAMP '2031-03-01 00:00:00'
),

totals AS (
    SELECT
        delivery_id,
        sum(kilometres) AS kilometres,
        count(*) AS leg_count
    FROM legs
    GROUP BY delivery_id
)

SELECT
    depot,
    date_trunc('week', d.left_at) AS week,
    approx_distinct(d.driver_id) AS drivers,
    approx_percentile(t.kilometres, 0.9) AS long_haul,
    array_agg(t.delivery_id ORDER BY t.kilometres DESC) AS deliveries,
    map_agg(d.driver_id, t.kilometres) AS by_driver
FROM lake.logistics.deliveries AS d
INNER JOIN totals AS t ON d.delivery_id = t.delivery_id
GROUP BY GROUPING SETS ((depot, date_trunc('week', d.left_at)), (depot), ())
ORDER BY depot, week;

SELECT
    driver_id,
    transform(scores, s -> s * 2) AS doubled,
    filter(scores, s -> s > 3) AS good,
    reduce(scores, 0, (sum, s) -> sum + s, sum -> sum) AS total
FROM mysql.hr.driver_scores;

INSERT INTO lake.logistics.depot_days (depot, day, deliveries)
SELECT
    depot,
    CAST(left_at AS DATE) AS day,
    count(*) AS deliveries
FROM lake.logistics.deliveries
WHERE left_at BETWEEN current_date - INTERVAL '7' DAY AND current_date
GROUP BY depot, CAST(left_at AS DATE);

SELECT
    json_extract_scalar(payload, '$.vehicle.plate') AS plate,
    try_cast(json_extract_scalar(payload, '$.weight') AS DOUBLE) AS weight,
    row_number() OVER (PARTITION BY driver_id ORDER BY left_at DESC) AS latest
FROM lake.logistics.deliveries
WHERE regexp_like(depot, '^north') AND payload IS NOT NULL
OFFSET 10 ROWS
FETCH FIRST 5 ROWS ONLY;
