CREATE TABLE IDENTIFIER(:target || '.orders') (id INT);
INSERT INTO IDENTIFIER(:target) SELECT id FROM main.IDENTIFIER(:schema_name).orders;
UPDATE IDENTIFIER(:target) SET amount = 0 WHERE IDENTIFIER(:column_name) IS NULL;
SELECT IDENTIFIER('o.' || :column_name), IDENTIFIER(:prefix).id FROM orders AS o ORDER BY IDENTIFIER(:sorted);
SELECT identifier FROM orders;
SELECT payload:`Order Id`.lines[0].`sku code`:text, payload:['unit price'] FROM orders;
SELECT 1 AS, 2 AS two FROM t AS;
