-- Closes a day of the till: a script with variables that its queries read.
DECLARE closing_day DATE DEFAULT DATE_SUB(CURRENT_DATE(), INTERVAL 1 DAY);
DECLARE changed INT64;

CREATE OR REPLACE PROCEDURE shop.close_day(IN till_id INT64, OUT rows_written INT64)
BEGIN
  DECLARE started_at TIMESTAMP;

  SET started_at = CURRENT_TIMESTAMP();

  INSERT INTO shop.day_totals (till_id, day, total, written_at)
  SELECT
    s.till_id,
    DATE(s.sold_at),
    SUM(l.amount),
    started_at
  FROM shop.sales AS s
  INNER JOIN shop.sale_lines AS l ON s.sale_id = l.sale_id
  GROUP BY s.till_id, DATE(s.sold_at);

  SET rows_written = @@row_count;
END;

SELECT
  t.label,
  closing_day AS day,
  SUM(d.total) AS total
FROM shop.day_totals AS d
INNER JOIN shop.tills AS t ON d.till_id = t.till_id
WHERE d.day = closing_day
GROUP BY t.label, closing_day;

CALL shop.close_day(4, changed);
