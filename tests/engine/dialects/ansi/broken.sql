-- What is wrong stays small: the rest of each statement is read.
SELECT a b c FROM t WHERE a = = 1 GROUP BY a;
SELECT f(a = ) FROM (SELECT b c d FROM u) AS x;
hello there;
SELECT 1 FROM t) WHERE x;
SELECT 2;
ALTER SEQUENCE numbers START 10;
SELECT a FROM t;
SELECT a FROM t WHERE b IN (SELECT c FROM u d = e) AND f = 1;
SELECT a = AND b FROM t;
-- A call in a call: the inner brackets keep what they can hold.
SELECT f(g(a, , b), c) FROM t WHERE f(1 + g(a, )) = d IN (1, , 2);
-- A condition in brackets keeps what is wrong inside of them, whatever stands behind them.
SELECT a FROM t WHERE (SELECT b FROM u WHERE c = ) > 1;
SELECT a FROM t WHERE (b = ) AND c;
SELECT f(SELECT a b c), d FROM t;
SELECT * FROM (VALUES (1, , 2)) AS x;
SELECT * FROM VALUES (1 2) AS x;
-- Where a select list is missing, what is said before FROM is what cannot be parsed.
SELECT FROM * u;
-- The condition of a MERGE is no clause of its own.
MERGE INTO t USING u ON t.a = u.a u.b WHEN MATCHED THEN DELETE;
SELECT 3;
SELECT * FROM VALUES (1, 2), (3 4) AS x WHERE a;
-- A star among arguments has no comma behind it.
SELECT lead(a *, 2) OVER w, count(*), f(*, b), c FROM t;
