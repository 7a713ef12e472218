SELECT sum(a) OVER (PARTITION a) AS b, c FROM t;
SELECT * FROM t PIVOT (sum(a) FOR b ('x'));
