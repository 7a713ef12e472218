WITH sessions AS (
    SELECT
        user_id,
        seen_at,
        url,
        SUM(CASE WHEN DATEDIFF(minute, previous_at, seen_at) > 30 THEN 1 ELSE 0 END)
            OVER (PARTITION BY user_id ORDER BY seen_at ROWS UNBOUNDED PRECEDING) AS session_no
    FROM (
        SELECT user_id, seen_at, url, LAG(seen_at) OVER (PARTITION BY user_id ORDER BY seen_at) AS previous_at
        FROM events.page_views
    ) AS v
)

SELECT
    s.user_id,
    s.session_no,
    MIN(s.seen_at) AS started_at,
    COUNT(*) AS views,
    LISTAGG(DISTINCT s.url, ' > ') WITHIN GROUP (ORDER BY s.seen_at) AS path,
    APPROXIMATE COUNT(DISTINCT s.url) AS urls,
    NVL(MAX(u.country), 'XX') AS country,
    DATE_TRUNC('week', MIN(s.seen_at)) AS week,
    CONVERT_TIMEZONE('UTC', 'Europe/Berlin', MIN(s.seen_at)) AS local_start,
    JSON_EXTRACT_PATH_TEXT(MAX(u.profile), 'city') AS city
FROM sessions AS s
LEFT JOIN events.users AS u ON s.user_id = u.user_id
WHERE s.seen_at BETWEEN GETDATE() - INTERVAL '7 days' AND GETDATE()
GROUP BY s.user_id, s.session_no
HAVING COUNT(*) > 1
QUALIFY ROW_NUMBER() OVER (PARTITION BY s.user_id ORDER BY COUNT(*) DESC) = 1
ORDER BY views DESC
LIMIT 100;

SELECT payload.items[0].sku::VARCHAR AS sku, payload."type" AS kind
FROM events.page_views
WHERE payload.total > 10;

SELECT TOP 5 url, COUNT(*) FROM events.page_views GROUP BY 1 ORDER BY 2 DESC;
SELECT url SIMILAR TO '%(shop|cart)%' AS is_shop, url ~ '^/shop' AS starts FROM events.page_views;
SELECT user_id, MEDIAN(seconds) FROM events.times GROUP BY user_id;
SELECT '2025-01-01'::DATE + 7 AS week_later, DATEADD(day, 1, CURRENT_DATE) AS tomorrow, SYSDATE, EXTRACT(dow FROM SYSDATE) AS dow;
SELECT * FROM PIVOT_SOURCE PIVOT (SUM(amount) FOR quarter IN ('Q1', 'Q2'));
