SELECT user_id, tag FROM web.events ARRAY JOIN tags AS tag WHERE user_id = 1;

SELECT e.user_id, u.name FROM web.events AS e ANY LEFT JOIN web.users AS u ON e.user_id = u.user_id;

SELECT e.user_id FROM web.events AS e ASOF JOIN web.prices AS p ON e.user_id = p.user_id AND e.happened_at >= p.since;

SELECT * FROM web.events FINAL SAMPLE 0.1 WHERE user_id GLOBAL IN (SELECT user_id FROM web.vips);

SELECT number FROM numbers(10) WHERE number % 2 = 0;

SELECT * EXCEPT (url) FROM web.events;

SELECT tuple(1, 'a') AS t, t.1 AS first, [1, 2, 3] AS a, a[1] AS one, CAST(1 AS UInt8) AS c, 1::Int32 AS d;

SELECT sum(events) OVER (PARTITION BY kind ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS week FROM web.daily;

select kind,count() c from web.events where kind!='view' group by kind order by c desc limit 3 ;

SELECT DISTINCT kind FROM web.events UNION ALL SELECT 'none';
