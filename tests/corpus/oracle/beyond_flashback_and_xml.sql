-- What the vendor takes and SQLFluff does not.

SELECT
    versions_starttime,
    versions_operation,
    status
FROM orders VERSIONS BETWEEN TIMESTAMP MINVALUE AND MAXVALUE
WHERE order_id = 17;

SELECT
    x.sku,
    x.quantity
FROM documents d,
    XMLTABLE(
        '/order/line'
        PASSING d.body
        COLUMNS
            sku VARCHAR2(20) PATH '@sku',
            quantity NUMBER PATH 'quantity' DEFAULT 1
    ) x
WHERE d.kind = 'order';

SELECT XMLSERIALIZE(CONTENT body AS CLOB INDENT SIZE = 2) AS body FROM documents;

FLASHBACK TABLE orders TO BEFORE DROP;

FLASHBACK TABLE orders TO TIMESTAMP SYSTIMESTAMP - INTERVAL '10' MINUTE;

PURGE RECYCLEBIN;

SELECT customer_id, amount
FROM orders
ORDER BY amount DESC
OFFSET 10 ROWS FETCH NEXT 5 ROWS ONLY;

SELECT month_no, sales
FROM sales_by_month
MODEL
    DIMENSION BY (month_no)
    MEASURES (sales)
    RULES (sales[13] = sales[12] * 1.1);

INSERT ALL
    WHEN amount > 1000 THEN INTO big_orders (order_id, amount) VALUES (order_id, amount)
    ELSE INTO small_orders (order_id, amount) VALUES (order_id, amount)
SELECT order_id, amount FROM orders;

MERGE INTO stock t
USING deliveries s
ON (t.sku = s.sku)
WHEN MATCHED THEN UPDATE SET t.quantity = t.quantity + s.quantity DELETE WHERE t.quantity = 0
WHEN NOT MATCHED THEN INSERT (sku, quantity) VALUES (s.sku, s.quantity) WHERE s.quantity > 0
LOG ERRORS INTO err_stock REJECT LIMIT UNLIMITED;
