BEGIN
    counted := 1 / 2;
    counted := ;
    q;
END;
/
CREATE TABLE t (a NUMBER b);
SELECT a FROM t WHERE;
SELECT a FROM t
DELETE FROM t;
@ 5;
COMMIT;
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE b c = 1) AND d IN (1, , 2);
SELECT a FROM t WHERE (b = ) ORDER BY a;
SELECT a FROM t WHERE (a b) AND c IN (1 2);
SELECT f(g(a, , b), c) FROM t JOIN u USING (a b);
SELECT a FROM t UNION (SELECT a b c FROM t);
