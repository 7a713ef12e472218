-- What the dashboards ask for.
SELECT
    visited_on,
    country,
    views,
    BITMAP_COUNT(visitors) AS visitors,
    HLL_CARDINALITY(sessions) AS sessions
FROM shop.visits_by_day
WHERE visited_on >= DATE_SUB(CURDATE(), INTERVAL 30 DAY)
ORDER BY visited_on DESC, views DESC
LIMIT 100;

INSERT INTO shop.visits_by_day
SELECT
    viewed_on,
    'DE' AS country,
    COUNT(*) AS views,
    MAX(duration_ms) AS longest_ms,
    MAX(page) AS last_page,
    BITMAP_UNION(TO_BITMAP(user_id)) AS visitors,
    HLL_UNION(HLL_HASH(user_id)) AS sessions
FROM shop.page_views
GROUP BY viewed_on;

WITH ranked AS (
    SELECT
        page,
        user_id,
        COUNT(*) AS views,
        ROW_NUMBER() OVER (PARTITION BY page ORDER BY COUNT(*) DESC) AS place
    FROM shop.page_views
    WHERE viewed_on BETWEEN '2025-01-01' AND '2025-01-31'
    GROUP BY page, user_id
)

SELECT
    page,
    GROUP_CONCAT(CAST(user_id AS VARCHAR), ', ') AS top_users
FROM ranked
WHERE place <= 3
GROUP BY page;

SELECT
    country,
    SUM(views) AS views,
    GROUPING_ID(country, visited_on) AS level
FROM shop.visits_by_day
GROUP BY GROUPING SETS ((country, visited_on), (country), ());

SELECT WINDOW_FUNNEL(3600, 'default', viewed_at, page = '/cart', page = '/pay', page = '/thanks') AS step
FROM shop.page_events
GROUP BY user_id;

UPDATE shop.customers SET country = 'AT' WHERE customer_id = 17;

-- By hand, in a hurry.
select c.country,count(distinct c.customer_id) n,sum(s.amount) from shop.customers c
left join shop.sales s on s.city=c.country where c.email!='' group by 1 order by n desc limit 10;

SELECT IFNULL(phone,'-') ,IF(country='DE',1,0) as is_de FROM shop.customers WHERE tags IS NULL OR phone = NULL;
