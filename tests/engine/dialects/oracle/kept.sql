-- A query whose end is missing is kept; what stands behind it is not parsed.
SELECT a FROM t WITH u AS (SELECT 1 FROM dual) SELECT 1 FROM u;
SELECT a FROM t WHERE b = 1 WITH READ ONLY;
SELECT a FROM t SELECT b FROM u;
