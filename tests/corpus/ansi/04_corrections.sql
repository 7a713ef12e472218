-- Corrections after the price import of March went wrong.
START TRANSACTION;

UPDATE products
SET unit_price = unit_price / 100
WHERE sku LIKE 'IMP-%' AND unit_price > 1000;

UPDATE order_items SET discount = 0.1, unit_price = 9.99
WHERE order_id = 4711
    AND line_no = 2;

UPDATE products
SET
    title = TRIM(title),
    is_active = CASE WHEN unit_price IS NULL THEN FALSE ELSE TRUE END
WHERE product_id IN (
    SELECT i.product_id
    FROM order_items AS i
    WHERE i.unit_price = 0
    GROUP BY i.product_id
    HAVING COUNT(*) >= 3
);

INSERT INTO products (product_id, sku, title, unit_price)
VALUES
(9001, 'GIFT-10', 'Gift card 10', 10.00),
(9002, 'GIFT-25', 'Gift card 25', 25.00),
(9003, 'GIFT-50', 'Gift card 50', 50.00);

INSERT INTO orders (order_id, customer_id, placed_at, state)
SELECT
    o.order_id + 1000000,
    o.customer_id,
    CURRENT_TIMESTAMP,
    'copied'
FROM orders AS o
WHERE o.state = 'lost';

DELETE FROM order_items
WHERE order_id IN (SELECT order_id FROM orders WHERE state = 'void');
DELETE FROM orders WHERE state = 'void';

MERGE INTO customers AS t
USING imported_customers AS s
    ON t.email = s.email
WHEN MATCHED THEN
    UPDATE SET full_name = s.full_name, country_code = s.country_code
WHEN NOT MATCHED THEN
    INSERT (customer_id, email, full_name, country_code)
    VALUES (s.customer_id, s.email, s.full_name, s.country_code);

COMMIT;

truncate table imported_customers;
drop table if exists imported_prices;
ROLLBACK;
