SELECT o.id, item.sku, item.tags[SAFE_OFFSET(0)] AS tag FROM `shop-prod.sales.orders_*` AS o, o.items AS item WHERE o.day >= DATE_SUB(CURRENT_DATE(), INTERVAL 7 DAY);
SELECT * EXCEPT (secret) REPLACE (upper(name) AS name) FROM shop-prod.crm.people QUALIFY row_number() OVER (PARTITION BY id ORDER BY made DESC) = 1;
SELECT ARRAY_AGG(STRUCT(a AS x, b) IGNORE NULLS ORDER BY a LIMIT 3) AS pairs, ARRAY<STRUCT<k STRING, v INT64>>[('a', 1)] AS typed FROM t;
SELECT n, o FROM UNNEST([1, 2, 3]) AS n WITH OFFSET AS o;
SELECT EXTRACT(ISOWEEK FROM made) AS w, DATE_TRUNC(d, WEEK(MONDAY)) AS m, r'\d+' AS pattern, @param AS p, SAFE.SUBSTR(s, 0) AS safe FROM t FOR SYSTEM_TIME AS OF TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR);
SELECT * FROM sales PIVOT (SUM(amount) AS total FOR quarter IN ('Q1', 'Q2' AS second));
SELECT * FROM wide UNPIVOT ((a, b) FOR half IN ((a1, b1) AS 'h1', (a2, b2) AS 'h2'));
FROM orders |> WHERE total > 10 |> AGGREGATE SUM(total) AS s GROUP BY buyer |> ORDER BY s DESC |> LIMIT 5;
SELECT AS STRUCT a, b FROM t UNION ALL SELECT c, d FROM u;
SELECT * FROM ML.PREDICT(MODEL `crm.churn`, (SELECT age FROM people));
SELECT sku FROM stock WHERE tag IN UNNEST(wanted) OR tag NOT IN UNNEST(parts)[OFFSET(0)].tags;
SELECT CAST(made AS STRING FORMAT 'YYYY' AT TIME ZONE 'UTC') AS y, CAST(made AS STRING FORMAT pattern) AS p, CAST(made AS STRING FORMAT ('YYYY')) AS q FROM t;
SELECT s.sku FROM stock FOR SYSTEM TIME AS OF made_at AS s (sku, tags);

SELECT COUNT(visit_id) FILTER (WHERE is_paid) AS paid FROM shop.visits;
SELECT SUM(a) OVER (ORDER BY b RANGE BETWEEN c PRECEDING AND 2 * d FOLLOWING) AS s FROM t;
