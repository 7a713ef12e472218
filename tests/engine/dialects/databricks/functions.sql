SELECT
    STRUCT(order_id AS id, SUM(amount) AS total) AS summary,
    CAST(opened AS DATE) AS opened_on,
    DATE_ADD(opened, 7) AS due_on
FROM orders;

SET VARIABLE first = 1, second = 2;

DECLARE low, high INT DEFAULT 0;

DESCRIBE history.orders;

SELECT id FROM stream;
CREATE FUNCTION doubled(a INT) RETURNS INT LANGUAGE PYTHON AS 'return a * 2';
