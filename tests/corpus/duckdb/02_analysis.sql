WITH daily AS (
    SELECT
        date_trunc('day', started_at) AS day,
        station,
        count(*) AS trips,
        avg(distance) FILTER (WHERE distance > 0) AS mean_km,
        quantile_cont(distance, 0.5) AS median_km,
        arg_max(rider, distance) AS longest_rider,
        list(DISTINCT rider ORDER BY rider) AS riders
    FROM trips
    WHERE started_at BETWEEN '2025-01-01' AND '2025-02-01'
    GROUP BY 1, 2
)

SELECT
    d.day,
    s.name,
    d.trips,
    d.trips - lag(d.trips) OVER (PARTITION BY d.station ORDER BY d.day) AS change,
    avg(d.trips) OVER (
        PARTITION BY d.station ORDER BY d.day
        RANGE BETWEEN INTERVAL 6 DAYS PRECEDING AND CURRENT ROW
    ) AS mean_of_week
FROM daily AS d
INNER JOIN stations AS s ON d.station = s.id
WHERE s.name ILIKE '%bridge%' AND s.name NOT SIMILAR TO 'old.*'
ORDER BY d.day, s.name;

select t.station,count(*) N , max(t.started_at) last
from trips t left join stations s on s.id=t.station
where s.name is null or t.distance!=0 group by 1 order by N desc,1 limit 5;
SELECT station FROM trips WHERE rider = NULL UNION SELECT id FROM stations;
SELECT DISTINCT(station), case when distance>3 then 'far' else 'near' end size FROM trips;
SELECT unnest(tags) AS tag, count(*) FROM stations GROUP BY tag;
SELECT * FROM generate_series(1, 10) AS g (n);
SELECT r.n FROM range(5) AS r (n) WHERE r.n IN (SELECT id FROM stations);
