SELECT * FROM (
    SELECT region, quarter, amount FROM sales
)
PIVOT (
    SUM(amount) AS total
    FOR quarter IN ('Q1' AS q1, 'Q2' AS q2)
);

SELECT * FROM sales_wide
UNPIVOT INCLUDE NULLS (amount FOR quarter IN (q1 AS 'Q1', q2 AS 'Q2'));

SELECT
    d.department_id,
    LISTAGG(e.last_name, '; ') WITHIN GROUP (ORDER BY e.last_name) AS names,
    MAX(e.salary) KEEP (DENSE_RANK FIRST ORDER BY e.hired_at) AS first_salary,
    PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY e.salary) AS median
FROM departments d, employees e
WHERE d.department_id = e.department_id(+)
GROUP BY d.department_id;

SELECT region, product, SUM(amount) FROM sales GROUP BY ROLLUP (region, product);

SELECT region, GROUPING(region), SUM(amount) FROM sales GROUP BY GROUPING SETS ((region), ());

SELECT * FROM orders AS OF TIMESTAMP SYSTIMESTAMP - INTERVAL '10' MINUTE WHERE id = 5;

SELECT id FROM orders FETCH FIRST 5 PERCENT ROWS WITH TIES;

SELECT j.name, j.qty
FROM carts c,
    JSON_TABLE(c.doc, '$.items[*]' COLUMNS (name VARCHAR2(40) PATH '$.name', qty NUMBER PATH '$.qty')) j;

SELECT c.doc.customer.name FROM carts c WHERE JSON_EXISTS(c.doc, '$.items');

SELECT seq_orders.NEXTVAL, ROWNUM, USER, UID FROM dual;

SELECT id FROM a MINUS SELECT id FROM b;

SELECT id FROM jobs WHERE state = 'new' FOR UPDATE SKIP LOCKED;
