-- The nightly job that fills the reporting tables.
SET @run_date = CURDATE();
SET SESSION group_concat_max_len = 100000;

DROP TABLE IF EXISTS reporting.daily_sales_new;
CREATE TABLE reporting.daily_sales_new (
    sold_on DATE NOT NULL,
    shop_id INT NOT NULL,
    orders INT NOT NULL,
    revenue DECIMAL(14, 2) NOT NULL,
    PRIMARY KEY (sold_on, shop_id)
) ENGINE = InnoDB ROW_FORMAT = COMPRESSED;

INSERT INTO reporting.daily_sales_new (sold_on, shop_id, orders, revenue)
SELECT
    DATE(o.paid_at) AS sold_on,
    o.shop_id,
    COUNT(DISTINCT o.id) AS orders,
    SUM(i.quantity * i.price) AS revenue
FROM shop.orders AS o
INNER JOIN shop.order_items AS i ON i.order_id = o.id
WHERE o.paid_at >= @run_date - INTERVAL 30 DAY
    AND o.paid_at < @run_date
    AND o.state IN ('paid', 'sent')
GROUP BY DATE(o.paid_at), o.shop_id;

RENAME TABLE
    reporting.daily_sales TO reporting.daily_sales_old,
    reporting.daily_sales_new TO reporting.daily_sales;

DROP TABLE reporting.daily_sales_old;

SELECT s.name, d.sold_on, d.revenue,
    d.revenue / NULLIF(SUM(d.revenue) OVER (PARTITION BY d.sold_on), 0) AS share
FROM reporting.daily_sales AS d
INNER JOIN shop.shops AS s ON s.id = d.shop_id
WHERE d.sold_on = (SELECT MAX(sold_on) FROM reporting.daily_sales)
ORDER BY share DESC;

SELECT JSON_ARRAYAGG(JSON_OBJECT('shop', s.name, 'since', s.opened_on)) AS shops
FROM shop.shops AS s
WHERE s.closed_on IS NULL;

INSERT INTO reporting.runs (job, run_on, rows_written)
VALUES ('daily_sales', @run_date, ROW_COUNT()) AS new
ON DUPLICATE KEY UPDATE rows_written = new.rows_written;

DO SLEEP(0);
KILL 12;
