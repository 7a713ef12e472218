SELECT
    STRUCT(order_id AS id, SUM(amount) AS total) AS summary,
    CAST(opened AS DATE) AS opened_on,
    DATE_ADD(opened, 7) AS due_on
FROM orders;
