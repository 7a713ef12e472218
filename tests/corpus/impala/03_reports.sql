-- Questions of the product team.
WITH daily AS (
    SELECT
        day,
        count(DISTINCT user_id) AS users,
        sum(pages) AS pages
    FROM clicks.session
    WHERE day BETWEEN '2025-02-01' AND '2025-02-28'
    GROUP BY day
)

SELECT
    day,
    users,
    pages,
    pages / users AS pages_per_user,
    avg(users) OVER (ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS users_7d
FROM daily
ORDER BY day;

SELECT /* +STRAIGHT_JOIN */
    p.country,
    ndv(s.user_id) AS users,
    appx_median(s.pages) AS pages,
    group_concat(DISTINCT s.day, ', ') AS days
FROM clicks.session AS s
INNER JOIN clicks.profile AS p ON s.user_id = p.user_id
WHERE p.country IS NOT NULL AND s.started_at > date_sub(now(), 30)
GROUP BY p.country
HAVING count(*) > 100
ORDER BY users DESC NULLS LAST
LIMIT 20 OFFSET 0;

SELECT
    c.name,
    o.item.sku,
    o.pos
FROM clicks.customer AS c, c.orders AS o
WHERE o.item.price > 10;

SELECT user_id FROM clicks.session
UNION ALL
SELECT user_id FROM clicks.profile;

select s.day,count(*) n,sum(s.pages) Pages from clicks.session s left outer join clicks.profile p on p.user_id=s.user_id
where p.country!='DE' and s.pages>3 group by s.day order by n desc limit 5;

EXPLAIN SELECT user_id FROM clicks.profile;

CREATE VIEW clicks.german AS SELECT user_id FROM clicks.profile WHERE country = 'DE';

SET mem_limit = '2gb';
