-- Gaps, interpolation, sessions.
SELECT
    slice_time,
    device_id,
    TS_FIRST_VALUE(degrees, 'LINEAR') AS degrees
FROM sensors.reading
TIMESERIES slice_time AS '1 minute' OVER (PARTITION BY device_id ORDER BY measured_at);

SELECT
    device_id,
    measured_at,
    degrees,
    CONDITIONAL_TRUE_EVENT(degrees > 80) OVER (PARTITION BY device_id ORDER BY measured_at) AS spell,
    CONDITIONAL_CHANGE_EVENT(state) OVER (PARTITION BY device_id ORDER BY measured_at) AS change_no,
    LAG(degrees, 1, 0) OVER (PARTITION BY device_id ORDER BY measured_at) AS before
FROM sensors.reading
WHERE measured_at >= '2025-03-01'::TIMESTAMPTZ;

SELECT
    r.device_id,
    r.measured_at,
    p.hpa
FROM sensors.reading AS r
LEFT JOIN sensors.pressure AS p
    ON r.device_id = p.device_id AND r.measured_at INTERPOLATE PREVIOUS VALUE p.measured_at;

SELECT /*+ LABEL(hourly) */
    TIME_SLICE(measured_at, 1, 'HOUR') AS hour_start,
    APPROXIMATE_COUNT_DISTINCT(device_id) AS devices,
    PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY degrees) OVER (PARTITION BY device_id) AS p95
FROM sensors.reading
LIMIT 100;

SELECT device_id, LISTAGG(state) AS states
FROM sensors.reading
GROUP BY device_id
LIMIT 5 OVER (PARTITION BY device_id ORDER BY device_id);

SELECT
    __raw__,
    maptostring(__raw__) AS json
FROM sensors.event
WHERE "user.name" ILIKE 'a%';

WITH hourly AS (
    SELECT
        device_id,
        DATE_TRUNC('hour', measured_at) AS hour_start,
        AVG(degrees) AS degrees
    FROM sensors.reading
    GROUP BY 1, 2
)

SELECT
    h.hour_start,
    d.name,
    h.degrees,
    DATEDIFF('minute', h.hour_start, NOW()) AS age
FROM hourly AS h
INNER JOIN sensors.device AS d USING (device_id)
ORDER BY 1 DESC, 2;

select d.name,count(*) Cnt,max(r.degrees) from sensors.reading r left join sensors.device d on d.device_id=r.device_id
where r.state!='ok' group by d.name having count(*)>3 order by Cnt desc limit 10;

CREATE OR REPLACE VIEW sensors.hot AS SELECT device_id FROM sensors.reading WHERE degrees > 80;

EXPLAIN SELECT device_id FROM sensors.hot;
