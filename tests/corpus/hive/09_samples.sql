-- Samples before and behind an alias.
SELECT w.degrees
FROM weather_log w TABLESAMPLE (10 PERCENT);

SELECT w.degrees
FROM weather_log TABLESAMPLE (BUCKET 3 OUT OF 16 ON station_id) w;

SELECT degrees FROM weather_log LIMIT ALL;
