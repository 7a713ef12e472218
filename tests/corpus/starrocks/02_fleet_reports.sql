-- Reports for the planners.
SELECT
    line,
    ridden_on,
    rides,
    BITMAP_COUNT(passengers) AS passengers,
    HLL_CARDINALITY(cards) AS cards
FROM fleet.rides_by_day
WHERE ridden_on >= DATE_SUB(CURRENT_DATE(), INTERVAL 7 DAY)
ORDER BY ridden_on DESC, rides DESC;

INSERT INTO fleet.rides_by_day
SELECT
    DATE(started_at) AS ridden_on,
    line,
    COUNT(*) AS rides,
    BITMAP_AGG(passenger_id) AS passengers,
    MAX(TIMESTAMPDIFF(SECOND, started_at, ended_at)) AS slowest_s,
    HLL_UNION(HLL_HASH(card_no)) AS cards
FROM fleet.rides
GROUP BY DATE(started_at), line;

WITH gaps AS (
    SELECT
        bus_id,
        seen_at,
        LEAD(seen_at) OVER (PARTITION BY bus_id ORDER BY seen_at) AS next_at
    FROM fleet.positions
    WHERE seen_at >= '2025-03-01 00:00:00'
)

SELECT
    g.bus_id,
    b.plate,
    COUNT(*) AS silent_spells,
    MAX(TIMESTAMPDIFF(MINUTE, g.seen_at, g.next_at)) AS longest_minutes
FROM gaps AS g
INNER JOIN fleet.buses AS b ON g.bus_id = b.bus_id
WHERE TIMESTAMPDIFF(MINUTE, g.seen_at, g.next_at) > 10
GROUP BY g.bus_id, b.plate
HAVING COUNT(*) > 3
ORDER BY longest_minutes DESC;

SELECT
    bus_id,
    payload -> 'engine' -> 'temp' AS engine_temp,
    GET_JSON_STRING(payload, '$.driver.name') AS driver
FROM fleet.positions
WHERE CAST(payload -> 'engine' -> 'temp' AS DOUBLE) > 110;

SELECT
    b.depot,
    t.unnest AS weekday
FROM fleet.depots AS b, UNNEST(b.open_days) AS t
WHERE b.depot <> 'closed';

SELECT
    PERCENTILE_APPROX(speed_kmh, 0.95) AS p95,
    APPROX_COUNT_DISTINCT(bus_id) AS buses,
    ARRAY_AGG(DISTINCT bus_id) AS bus_ids
FROM fleet.positions;

select bus_id,max(speed_kmh) Top from fleet.positions p left join fleet.buses using(bus_id)
where speed_kmh>50 and p.latitude is not null group by bus_id order by Top desc limit 5;

UPDATE fleet.buses SET seats = seats + 2 WHERE is_electric = TRUE;

DELETE FROM fleet.positions WHERE seen_at < '2024-01-01' AND speed_kmh IS NULL;
