SELECT DISTINCT o.order_no, SYSDATE AS asked_on, ROWNUM rn
FROM orders o
WHERE o.placed_on > DATE '2024-02-01' AND o.placed_on < SYSTIMESTAMP - INTERVAL '3' DAY
ORDER BY o.order_no DESC NULLS LAST
FETCH FIRST 10 PERCENT ROWS ONLY;

SELECT LPAD(' ', LEVEL * 2) || part_name AS tree, CONNECT_BY_ROOT part_no AS root_no
FROM parts
START WITH parent_no IS NULL
CONNECT BY NOCYCLE PRIOR part_no = parent_no AND LEVEL < 5
ORDER SIBLINGS BY part_name;

SELECT c.customer_no, o.order_no
FROM customers c, orders o
WHERE c.customer_no = o.customer_no (+) AND o.state(+) ^= 'void';

SELECT *
FROM sales PIVOT (SUM(amount) AS total FOR quarter IN ('Q1' AS q1, 'Q2' AS q2)) p;

SELECT *
FROM totals UNPIVOT INCLUDE NULLS (amount FOR quarter IN (q1 AS 'Q1', q2 AS 'Q2'));

SELECT region, MAX(amount) KEEP (DENSE_RANK LAST ORDER BY sold_on) OVER (PARTITION BY region) AS newest,
    LISTAGG(rep, ', ' ON OVERFLOW TRUNCATE) WITHIN GROUP (ORDER BY rep) AS reps
FROM sales
GROUP BY region;

SELECT a.note, b.note
FROM notes AS OF TIMESTAMP SYSTIMESTAMP - 1 a
CROSS APPLY (SELECT n.note FROM notes@archive.example.com n WHERE n.id = a.id) b;

SELECT q'[it's]' AS a, 1.5f AS b, 2 ** 3 AS c FROM dual
UNION ALL
SELECT 'plain', NULL, 17 MOD 5 FROM dual
MINUS
SELECT 'x', 1, 2 FROM dual;

SELECT XMLELEMENT("row", XMLATTRIBUTES(id AS "id", name), name) AS doc FROM people;
SELECT JSON_OBJECT('id' VALUE p.id, KEY 'name' VALUE p.name ABSENT ON NULL RETURNING CLOB) AS doc FROM people p;

SELECT j.line, j.sku
FROM carts c, JSON_TABLE(c.doc, '$.lines[*]' COLUMNS (line FOR ORDINALITY, sku VARCHAR2(20) PATH '$.sku' NULL ON ERROR)) j;

SELECT s.stock FROM stock s WHERE s.sku = :sku FOR UPDATE OF s.stock WAIT 3;

WITH chain (no, above) AS (
    SELECT no, above FROM staff WHERE above IS NULL
    UNION ALL
    SELECT s.no, s.above FROM staff s INNER JOIN chain c ON s.above = c.no
) SEARCH DEPTH FIRST BY no SET seen CYCLE no SET again TO 1 DEFAULT 0
SELECT * FROM chain;
SELECT json_objectagg(KEY o.code VALUE o.amount), json_object(KEY 'id' VALUE o.id), label(o.id o.code) FROM orders o;
SELECT id FROM orders ORDER BY id FETCH FIRST (:most + 1) ROWS ONLY;
SELECT id FROM orders FETCH NEXT 10 PERCENT ROWS WITH TIES;
SELECT listagg(name, '; ' ON OVERFLOW TRUNCATE '...' WITH COUNT) WITHIN GROUP (ORDER BY name) AS names FROM people;

WITH RECURSIVE steps AS (SELECT 1 AS step FROM dual) SELECT step FROM steps;
SELECT * FROM sold PIVOT XML (SUM(amount) FOR region IN (ANY));
SELECT * FROM sold PIVOT XML (SUM(amount) FOR region IN (SELECT region FROM regions));
# A comment (of a line: it isn't SQL
SELECT sid# AS sid, serial# AS serial # and another one
FROM v$session;
