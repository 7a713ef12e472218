WITH params AS (
    SELECT
        e.event_id,
        e.user_id,
        e.happened_at,
        (SELECT p.value.string_value FROM UNNEST(e.params) AS p WHERE p.key = 'page') AS page,
        (SELECT ANY_VALUE(p.value.int_value) FROM UNNEST(e.params) AS p WHERE p.key = 'seconds') AS seconds,
        ARRAY(SELECT DISTINCT p.key FROM UNNEST(e.params) AS p ORDER BY p.key) AS keys,
        ARRAY_LENGTH(e.session.pages) AS page_count,
        e.session.pages[OFFSET(0)] AS first_page,
        e.session.pages[SAFE_OFFSET(1)] AS second_page
    FROM `acme-prod.analytics.events` AS e
    WHERE DATE(e.happened_at) BETWEEN '2025-01-01' AND '2025-01-31'
),

gaps AS (
    SELECT
        *,
        TIMESTAMP_DIFF(
            happened_at,
            LAG(happened_at) OVER (PARTITION BY user_id ORDER BY happened_at),
            MINUTE
        ) AS minutes_since
    FROM params
),

numbered AS (
    SELECT
        *,
        COUNTIF(minutes_since IS NULL OR minutes_since > 30)
            OVER (PARTITION BY user_id ORDER BY happened_at) AS session_no
    FROM gaps
)

SELECT
    user_id,
    session_no,
    MIN(happened_at) AS started_at,
    MAX(happened_at) AS ended_at,
    COUNT(*) AS events,
    ARRAY_AGG(page IGNORE NULLS ORDER BY happened_at LIMIT 20) AS pages,
    STRING_AGG(DISTINCT page, ' > ') AS path,
    APPROX_QUANTILES(seconds, 100)[OFFSET(50)] AS median_seconds,
    STRUCT(MIN(happened_at) AS first_at, COUNT(*) AS n) AS summary,
    SAFE_DIVIDE(SUM(seconds), COUNT(*)) AS mean_seconds
FROM numbered
GROUP BY user_id, session_no
HAVING COUNT(*) > 1
QUALIFY ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY COUNT(*) DESC) <= 3
ORDER BY events DESC, user_id
LIMIT 1000;

SELECT key, COUNT(*) AS n
FROM analytics.events, UNNEST(params)
GROUP BY key;

SELECT e.user_id, page, position
FROM analytics.events AS e
CROSS JOIN UNNEST(e.session.pages) AS page WITH OFFSET AS position
WHERE page LIKE '/shop/%';
