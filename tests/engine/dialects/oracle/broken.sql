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
