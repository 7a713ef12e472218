-- Answers for the auditors: what was, when, and in which document.
SELECT
    order_id,
    status
FROM orders AS OF TIMESTAMP (SYSTIMESTAMP - INTERVAL '1' HOUR)
WHERE order_id = 17;

SELECT order_id, status FROM orders AS OF SCN 1234567;

SELECT
    j.name,
    j.amount
FROM documents d,
    JSON_TABLE(
        d.payload, '$.items[*]'
        COLUMNS (
            name VARCHAR2(80) PATH '$.name',
            amount NUMBER PATH '$.amount'
        )
    ) j;

SELECT XMLELEMENT("order", XMLATTRIBUTES(order_id AS "id"), XMLFOREST(status, placed_at)) AS doc
FROM orders;

SELECT XMLAGG(XMLELEMENT("line", sku) ORDER BY sku) AS lines FROM order_lines;

SELECT
    customer_id,
    listagg(status, ', ') WITHIN GROUP (ORDER BY placed_at) AS history,
    MAX(amount) KEEP (DENSE_RANK LAST ORDER BY placed_at) AS latest_amount,
    RATIO_TO_REPORT(SUM(amount)) OVER () AS share_of_all
FROM orders
GROUP BY customer_id;

SELECT *
FROM orders
PIVOT (SUM(amount) FOR status IN ('open' AS open_amount, 'paid' AS paid_amount));

SELECT
    LEVEL AS depth,
    LPAD(' ', 2 * LEVEL) || name AS indented,
    CONNECT_BY_ROOT name AS top_name,
    SYS_CONNECT_BY_PATH(name, '/') AS node_path
FROM categories
START WITH parent_id IS NULL
CONNECT BY NOCYCLE PRIOR category_id = parent_id
ORDER SIBLINGS BY name;

select o.customer_id,count(*) Cnt,max(o.amount) from orders o,customers c where o.customer_id=c.customer_id(+) and o.status<>'x' group by o.customer_id having count(*)>3 order by Cnt desc;
