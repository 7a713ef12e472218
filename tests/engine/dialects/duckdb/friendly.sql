SELECT total: price * amount, day: sold_at::DATE, {'a': 1}, parts[1:2] FROM t;
SELECT s.a FROM s: sales, n: (SELECT 1 AS one);
FROM old: 'sales.csv';
SELECT a FROM sales AT (VERSION => 3);
SELECT a FROM sales AT (TIMESTAMP => now() - INTERVAL 1 DAY);
WITH RECURSIVE t (a) USING KEY (a) AS (SELECT 1 UNION SELECT 2) FROM t;
MERGE INTO sales USING news ON sales.id = news.id WHEN MATCHED THEN UPDATE WHEN NOT MATCHED THEN INSERT BY NAME;
MERGE INTO sales USING news USING (id)
WHEN MATCHED AND news.gone THEN DELETE
WHEN MATCHED THEN UPDATE SET amount = news.amount
WHEN NOT MATCHED BY SOURCE THEN DO NOTHING
WHEN NOT MATCHED THEN INSERT (id, amount) VALUES (news.id, news.amount)
RETURNING merge_action, *;
CREATE MACRO add (a) AS a, (a, b) AS a + b;
CREATE TABLE t (d UNION(x INT, y VARCHAR));
COPY t FROM 'a.csv' (AUTO_DETECT true, IGNORE_ERRORS);
RESET VARIABLE least;
