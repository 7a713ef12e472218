-- Functions in SQL, statements from texts, and several tables dropped at once.

CREATE OR REPLACE TEMPORARY FUNCTION to_celsius (fahrenheit DOUBLE COMMENT 'as measured')
RETURNS DOUBLE
LANGUAGE SQL
DETERMINISTIC
COMMENT 'For the weather reports'
RETURN (fahrenheit - 32) * 5 / 9;

CREATE FUNCTION hot_days (threshold INT)
RETURNS TABLE (day DATE, peak INT)
RETURN SELECT day, max(degrees) AS peak FROM readings GROUP BY day HAVING max(degrees) > threshold;

EXECUTE IMMEDIATE 'SELECT count(*) FROM readings';

DROP TABLE IF EXISTS readings_2023, readings_2024;

SELECT day FROM readings WHERE degrees DIV 2 = 0;
