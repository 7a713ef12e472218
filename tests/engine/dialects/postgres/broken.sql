SELECT a b c FROM t WHERE x = = 1 GROUP BY a;
CREATE TABLE t (a int int int);
SELECT f(a b FROM t) FROM u;
hello;
SELECT 1;
SELECT sum(a) OVER (PARTITION a) AS b, c FROM t;
CREATE TYPE state AS ENUM ('open', , 'paid');
SELECT a FROM t LIMIT CASE;
