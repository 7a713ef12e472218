SELECT a b c FROM t WHERE x = = 1 GROUP BY a;
CREATE TABLE t (a int int int);
SELECT f(a b FROM t) FROM u;
hello;
SELECT 1;
