FROM web.visits
INSERT OVERWRITE TABLE daily PARTITION (day = '2024-05-01') SELECT visitor, count(*) GROUP BY visitor
INSERT INTO TABLE towns SELECT origin.town;

INSERT OVERWRITE LOCAL DIRECTORY '/tmp/out' ROW FORMAT DELIMITED SELECT * FROM daily;

SELECT v.visitor, p.page, k.name, k.amount
FROM web.visits v
LATERAL VIEW OUTER explode(v.pages) p AS page
LATERAL VIEW explode(v.counters) k AS name, amount
WHERE v.day = '${hivevar:day}' AND p.page RLIKE '^/shop' AND k.amount <=> 3
DISTRIBUTE BY v.visitor SORT BY v.visitor ASC, k.amount DESC
LIMIT 100;

SELECT a.visitor FROM daily a LEFT SEMI JOIN towns b ON a.town = b.town;

SELECT day, count(*) FROM daily TABLESAMPLE (BUCKET 3 OUT OF 16 ON visitor) s GROUP BY day WITH ROLLUP;

SET hive.exec.dynamic.partition = true;

DESCRIBE FORMATTED web.visits;
SELECT p.a, r.b FROM (s.t AS p INNER JOIN s.u AS q ON p.c = q.c) LEFT JOIN s.v AS r ON p.d = r.d;

SELECT ARRAY[1, 2] AS pair, count(*) AS n FROM shop.visits GROUP BY ALL;

-- With names or a type STRUCT is a literal, without them a call.
SELECT STRUCT(a AS b, c) AS d, STRUCT(a, b), STRUCT<a: INT>(1) FROM t WHERE STRUCT(b AS c) = x;
SET a.b:c = d;
CREATE TABLE u COMMENT 'x' AS SELECT 1;
CREATE TABLE v AS SELECT 1;
SELECT `day`, COUNT(*) FROM visits GROUP BY `day`, "hour" ORDER BY `day` DESC, `day` + 1;
SELECT page FROM visits DISTRIBUTE BY `day` SORT BY `day`;
