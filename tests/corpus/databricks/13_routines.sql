-- Routines and what drops them.

CREATE FUNCTION shop.net (gross DECIMAL(10, 2), rate DECIMAL(4, 2) DEFAULT 0.19)
RETURNS DECIMAL(10, 2)
COMMENT 'without tax'
RETURN gross / (1 + rate);

CALL shop.close_month(2026, 'november');

DROP PROCEDURE IF EXISTS shop.close_month;
DROP MATERIALIZED VIEW shop.daily_totals;
DROP TABLE shop.old_orders, shop.older_orders;
