SELECT /*+ BROADCAST(u), REPARTITION(8) */ t.id, u.info['k'] AS k, t.items[0].sku AS sku FROM lake.orders AS t LEFT SEMI JOIN users AS u ON t.buyer <=> u.id;
SELECT id, item FROM orders LATERAL VIEW OUTER explode(items) AS item WHERE NOT id IS NULL DISTRIBUTE BY id SORT BY id DESC NULLS LAST;
SELECT * EXCEPT (secret) FROM delta.`/lake/people` VERSION AS OF 3;
SELECT TRANSFORM (a, b) USING 'cat' AS (c STRING, d INT) FROM t;
SELECT transform(xs, x -> x + 1) AS y, payload:order.id::INT AS id, CAST(m AS MAP<STRING, ARRAY<STRUCT<a: INT, b: DECIMAL(10, 2)>>>) AS m FROM t;
SELECT INTERVAL 3 DAYS AS d, X'1F' AS bytes, 1L AS l, 2.5BD AS dec, r'\d' AS raw, DATE '2024-01-01' AS day;
SELECT * FROM sales PIVOT (SUM(amount) AS total FOR quarter IN ('Q1' AS q1, 'Q2' AS q2));
SELECT * FROM wide UNPIVOT INCLUDE NULLS (amount FOR quarter IN (q1, q2 AS second));
SELECT a, count(DISTINCT b) FILTER (WHERE c > 1) AS n FROM t TABLESAMPLE (10 PERCENT) GROUP BY a WITH ROLLUP;
SELECT a FROM VALUES (1), (2) AS v (a) QUALIFY row_number() OVER (ORDER BY a) = 1;
FROM staged INSERT INTO TABLE a SELECT x INSERT INTO TABLE b SELECT y;
SELECT a FROM t LATERAL VIEW explode(t.b) v AS c JOIN u ON t.d = u.d;
DESCRIBE HISTORY a.b;
SELECT payload:`Order Id`.`sku code`:text, lines[0].`unit price` FROM orders;
SELECT p.a, r.b FROM (s.t AS p INNER JOIN s.u AS q ON p.c = q.c) LEFT JOIN s.v AS r ON p.d = r.d;

SELECT ARRAY['a', 'b'] AS letters, size(ARRAY[1, 2]) AS two FROM shop.visits;
SELECT t. id, t .name, t.place . town FROM t WHERE f(t. id) = 1;
