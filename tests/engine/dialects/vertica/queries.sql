SELECT
    o.order_id,
    o.total ::! INT AS whole,
    (ARRAY['a', 'b', 'c'])[0:2] AS few,
    LISTAGG(o.channel USING PARAMETERS separator = '|') WITHIN GROUP (ORDER BY o.channel) AS channels,
    array_find(o.prices, p -> p > 3) AS place
FROM shop.orders AS o
LEFT JOIN shop.rates AS r ON o.placed INTERPOLATE PREVIOUS VALUE r.since
WHERE o.note NOTNULL AND o.channel <=> 'web' AND o.placed > NOW() - INTERVAL '1' DAY
LIMIT 2 OVER (PARTITION BY o.channel ORDER BY o.placed);

SELECT slice_time FROM shop.ticks TIMESERIES slice_time AS '3 seconds' OVER (PARTITION BY symbol ORDER BY at);

SELECT date, time AS at, sum(date) AS total, timestamp - interval '1 day' AS earlier
FROM store.days
WHERE date > '2024-01-01' AND d.time IS NULL
GROUP BY date, time
ORDER BY date DESC, date + 1;

SELECT SUM(amount) FILTER (WHERE is_paid) OVER (ORDER BY placed_at) AS paid FROM shop.orders;
SELECT SPLIT_NAME(full_name) OVER () AS (first_name, last_name) FROM people LIMIT ALL OFFSET 5;
SELECT INTERVAL '1 02:03:04.5' DAY TO SECOND(3), minutes // 60 FROM shifts;
