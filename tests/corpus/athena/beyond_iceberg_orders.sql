-- What the vendor takes and SQLFluff does not.

OPTIMIZE sales.orders REWRITE DATA USING BIN_PACK WHERE customer_id > 100;

VACUUM sales.orders;

SELECT
    order_id,
    amount
FROM sales.orders FOR TIMESTAMP AS OF TIMESTAMP '2025-01-31 00:00:00 UTC'
WHERE state = 'paid';

SELECT count(*) AS orders FROM sales.orders FOR VERSION AS OF 949530903748831860;

DEALLOCATE PREPARE by_customer;
