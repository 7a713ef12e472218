-- Alarms from a stream of readings, and the catalogs around it.
CREATE CATALOG lake WITH (
    'type' = 'hive',
    'hive-conf-dir' = '/etc/hive/conf'
);

USE CATALOG lake;

CREATE DATABASE IF NOT EXISTS plant COMMENT 'readings of the plant' WITH ('owner' = 'ops');

USE plant;

CREATE TABLE readings (
    sensor STRING NOT NULL,
    degrees DOUBLE,
    `at` TIMESTAMP_LTZ(3),
    labels MAP<STRING, STRING>,
    place ROW<hall STRING, `row` INT>,
    WATERMARK FOR `at` AS `at` - INTERVAL '5' SECOND
) PARTITIONED BY (sensor) WITH (
    'connector' = 'filesystem',
    'path' = 's3://plant/readings',
    'format' = 'parquet'
);

CREATE FUNCTION to_kelvin AS 'com.example.ToKelvin' LANGUAGE JAVA;

SELECT *
FROM readings
MATCH_RECOGNIZE (
    PARTITION BY sensor
    ORDER BY `at`
    MEASURES
        FIRST(rise.degrees) AS low,
        LAST(rise.degrees) AS high,
        LAST(rise.`at`) AS alarmed_at
    ONE ROW PER MATCH
    AFTER MATCH SKIP TO LAST rise
    PATTERN (calm rise{3,} fall)
    DEFINE
        rise AS rise.degrees > calm.degrees,
        fall AS fall.degrees < LAST(rise.degrees)
) AS alarms;

SELECT
    sensor,
    degrees,
    AVG(degrees) OVER (
        PARTITION BY sensor ORDER BY `at` RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW
    ) AS hourly,
    labels['unit'] AS unit,
    place.hall AS hall
FROM readings;

SELECT
    r.sensor,
    t.word
FROM readings AS r
CROSS JOIN UNNEST(r.words) AS t (word);

SELECT
    a.sensor,
    b.degrees
FROM readings AS a
INNER JOIN readings_late AS b
    ON a.sensor = b.sensor AND a.`at` BETWEEN b.`at` - INTERVAL '4' HOUR AND b.`at`;

SELECT sensor, COUNT(DISTINCT degrees) FILTER (WHERE degrees > 80) AS hot
FROM readings
GROUP BY GROUPING SETS ((sensor), ());

EXECUTE STATEMENT SET
BEGIN
INSERT INTO hot_readings SELECT sensor, degrees FROM readings WHERE degrees > 80;
INSERT INTO cold_readings SELECT sensor, degrees FROM readings WHERE degrees < -20;
END;

SHOW TABLES;

DESCRIBE readings;

EXPLAIN PLAN FOR SELECT sensor FROM readings;

ALTER TABLE readings RENAME TO raw_readings;

select sensor,count(*) as N,max(degrees) Hottest from readings where labels['unit']!='C' group by sensor
having count(*)>10;

DROP TABLE IF EXISTS readings_out;
