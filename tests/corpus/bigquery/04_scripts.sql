DECLARE run_date DATE DEFAULT CURRENT_DATE();
DECLARE days INT64 DEFAULT 7;
DECLARE tables ARRAY<STRING>;
DECLARE i, n INT64;

SET run_date = DATE_SUB(run_date, INTERVAL 1 DAY);
SET tables = ['events', 'orders'];
SET (i, n) = (0, ARRAY_LENGTH(tables));

WHILE i < n DO
    EXECUTE IMMEDIATE FORMAT('DELETE FROM analytics.%s WHERE DATE(happened_at) < @d', tables[OFFSET(i)])
    USING DATE_SUB(run_date, INTERVAL days DAY) AS d;
    SET i = i + 1;
END WHILE;

IF (SELECT COUNT(*) FROM analytics.events) = 0 THEN
    SELECT ERROR('no events');
ELSEIF days > 30 THEN
    SELECT 'long' AS mode;
ELSE
    SELECT 'short' AS mode;
END IF;

LOOP
    SET i = i - 1;
    IF i < 0 THEN
        LEAVE;
    END IF;
END LOOP;

BEGIN
    INSERT INTO analytics.log (logged_at, what) VALUES (CURRENT_TIMESTAMP(), 'start');
EXCEPTION WHEN ERROR THEN
    SELECT @@error.message;
END;

FOR row IN (SELECT id, name FROM analytics.shops)
DO
    SELECT row.id, row.name;
END FOR;

CREATE OR REPLACE PROCEDURE analytics.clean(days INT64, OUT removed INT64)
BEGIN
    DELETE FROM analytics.log WHERE logged_at < TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL days DAY);
    SET removed = @@row_count;
END;

CALL analytics.clean(30, n);

CREATE TEMP FUNCTION clean_name(name STRING) AS (
    TRIM(REGEXP_REPLACE(LOWER(name), r'\s+', ' '))
);

CREATE OR REPLACE FUNCTION analytics.add_tax(amount NUMERIC, rate FLOAT64)
RETURNS NUMERIC
AS (CAST(amount * (1 + rate) AS NUMERIC));

CREATE TEMP FUNCTION parse_ua(ua STRING)
RETURNS STRUCT<browser STRING, os STRING>
LANGUAGE js
AS r"""
  return {browser: ua.split(' ')[0], os: 'x'};
""";

CREATE TABLE FUNCTION analytics.events_of(who INT64)
AS
SELECT event_id FROM analytics.events WHERE user_id = who;

SELECT clean_name(' A  b') AS name, analytics.add_tax(10, 0.19) AS gross;
