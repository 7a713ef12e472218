SELECT a # no comment
FROM t;
SELECT 1;
