CREATE VIEW shop.de_customers AS
SELECT
    customer_id,
    email
FROM shop.customers
WHERE country = 'DE';

INSERT INTO shop.customers (customer_id, email, country)
VALUES
(1, 'ada@example.com', 'DE'),
(2, 'bob@example.com', 'FR');

SELECT * FROM S3('uri' = 's3://landing/sales.csv', 'format' = 'csv_with_names');

SHOW CREATE TABLE shop.page_views;

CREATE USER 'reader'@'%' IDENTIFIED BY 'secret';

TRUNCATE TABLE shop.staged_sales;
