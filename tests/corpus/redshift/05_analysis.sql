SELECT attr, val FROM stage.clicks AS c, UNPIVOT c.payload AS val AT attr;

SELECT
    user_id,
    listagg(DISTINCT url, ', ') WITHIN GROUP (ORDER BY url) AS urls,
    median(duration) AS mid,
    approximate count(DISTINCT session_id) AS sessions,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY duration) AS p90
FROM marts.clicks
GROUP BY user_id;

SELECT
    user_id,
    clicked_at,
    lag(clicked_at, 1) IGNORE NULLS OVER (PARTITION BY user_id ORDER BY clicked_at) AS prior_at,
    ratio_to_report(duration) OVER (PARTITION BY user_id) AS share
FROM marts.clicks
QUALIFY row_number() OVER (PARTITION BY user_id ORDER BY clicked_at DESC) = 1;

SELECT TOP 10 user_id, count(*) AS n FROM marts.clicks GROUP BY user_id ORDER BY n DESC;

SELECT * FROM (SELECT region, q, amount FROM marts.sales) PIVOT (sum(amount) FOR q IN ('q1', 'q2' AS second));

SELECT * FROM marts.wide UNPIVOT (amount FOR q IN (q1, q2, q3));

WITH RECURSIVE chain (id, boss, depth) AS (
    SELECT id, boss, 1 FROM people WHERE boss IS NULL
    UNION ALL
    SELECT p.id, p.boss, c.depth + 1 FROM people AS p INNER JOIN chain AS c ON p.boss = c.id
)

SELECT * FROM chain;

SELECT region, sum(amount) FROM marts.sales GROUP BY ROLLUP (region, city);

SELECT datediff(day, a.first_at, a.last_at) AS days, date_part(week, a.first_at), convert_timezone('UTC', 'Europe/Berlin', a.first_at), a.first_at AT TIME ZONE 'UTC' FROM spans AS a;

SELECT 'x' || nvl(a, 'y'), a ~ '^x', a SIMILAR TO '%(b|d)%', a ILIKE 'B%', convert(integer, b), cast(c AS decimal(18, 4)), json_extract_path_text(d, 'k') FROM t;

SELECT user_id FROM a EXCEPT SELECT user_id FROM b;

SELECT u.*, o.* EXCLUDE (loaded_at) FROM users AS u FULL OUTER JOIN orders AS o ON u.id = o.user_id;

select u.id,U.name ,count(distinct o.id) cnt from users u left join orders o on o.user_id=u.id and o.state!='void' where u.created_at>=trunc(sysdate)-30 group by 1,2 having count(o.id)>1 order by cnt desc limit 50;

select case when x is null then 0 else x end, decode(y,1,'a',2,'b','c') , isnull(z,0) from t where not a=1 and b in(1,2);
