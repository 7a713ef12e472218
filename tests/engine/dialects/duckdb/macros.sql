CREATE MACRO doubled(n INTEGER, m := 2) AS n * m;

SELECT [x + i FOR x, i IN amounts IF i > 1] AS later;

FORCE CHECKPOINT shop;

UNPIVOT sales ON q1, q2;

DELETE FROM orders USING (VALUES (1), (2)) AS gone(id) WHERE orders.id = gone.id;
