.IF ERRORCODE > 0 THEN .QUIT 8;

CREATE MULTISET TABLE shop.orders, NO FALLBACK, CHECKSUM = DEFAULT, DEFAULT MERGEBLOCKRATIO (
    order_id INTEGER NOT NULL,
    channel CHAR(4) CHARACTER SET LATIN NOT CASESPECIFIC COMPRESS ('shop', 'web'),
    placed DATE FORMAT 'YYYY-MM-DD',
    total DECIMAL(10, 2) DEFAULT 0
)
UNIQUE PRIMARY INDEX orders_key (order_id)
PARTITION BY RANGE_N(placed BETWEEN DATE '2020-01-01' AND DATE '2030-01-01' EACH INTERVAL '1' MONTH);

CREATE VOLATILE TABLE big_orders AS (SELECT order_id FROM shop.orders) WITH DATA AND STATS ON COMMIT PRESERVE ROWS;

COLLECT STATISTICS USING SYSTEM THRESHOLD FOR CURRENT COLUMN (channel, placed) AS by_day ON shop.orders;

COMMENT ON COLUMN shop.orders.channel IS 'shop or web';

SET QUERY_BAND = 'job=nightly;' UPDATE FOR SESSION;

LOCKING TABLE shop.orders FOR ACCESS
SELECT TOP 10 WITH TIES
    o.order_id,
    '2024-05-01' (DATE FORMAT 'YYYY-MM-DD') AS since,
    CAST(o.placed AS CHAR(10) CHARACTER SET LATIN) AS placed_on
FROM shop.orders AS o
WHERE o.total GE 10 AND o.total NOT= 20 AND (o.placed, o.shipped) OVERLAPS (DATE '2024-01-01', DATE '2024-02-01')
QUALIFY ROW_NUMBER() OVER (PARTITION BY o.channel ORDER BY o.placed) = 1
ORDER BY o.order_id;

UPDATE shop.orders FROM shop.changes AS c SET total = c.total WHERE shop.orders.order_id = c.order_id;
MERGE INTO shop.stock AS s USING arrivals AS a ON s.id = a.id WHEN NOT MATCHED THEN INSERT (a.id, a.amount);
MERGE INTO shop.stock AS s USING arrivals AS a ON s.id = a.id WHEN NOT MATCHED THEN INSERT;

SET SESSION DATABASE sales_dw;
-- Statistics of a whole table, and a table like another.
COLLECT SUMMARY STATISTICS ON sales.orders;
CREATE SET TABLE sales.old_orders LIKE sales.orders;
COMMENT ON TABLE sales.orders 'one row an order';
COMMENT ON COLUMN sales.orders.state;
SELECT RANK(a DESC) AS place FROM t;
SELECT TOP (5) PERCENT WITH TIES amount, CAST(paid - due AS INTERVAL DAY(4) TO SECOND(2)) FROM bills;
