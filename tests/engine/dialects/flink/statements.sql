CREATE TABLE IF NOT EXISTS clicks (
    visitor BIGINT NOT NULL COMMENT 'who came',
    page ROW<path STRING, title STRING>,
    tags MAP<STRING, ARRAY<INT>>,
    at TIMESTAMP(3),
    kind STRING METADATA FROM 'type' VIRTUAL,
    late AS at + INTERVAL '1' HOUR,
    WATERMARK FOR at AS at - INTERVAL '5' SECOND,
    PRIMARY KEY (visitor) NOT ENFORCED
)
COMMENT 'one row per click'
PARTITIONED BY (visitor)
WITH ('connector' = 'kafka', 'topic' = 'clicks');

CREATE TEMPORARY VIEW slow (visitor) COMMENT 'late ones' AS SELECT visitor FROM clicks;

CREATE TEMPORARY FUNCTION near AS 'com.example.Near' LANGUAGE JAVA;

ALTER TABLE clicks SET ('topic' = 'clicks-2');

INSERT OVERWRITE daily PARTITION (on_day = '2024-05-01') SELECT visitor FROM clicks;

EXECUTE STATEMENT SET BEGIN
    INSERT INTO a SELECT visitor FROM clicks;
    INSERT INTO b SELECT visitor FROM clicks;
END;

SET 'parallelism.default' = '4';

SET pipeline.name = clicks;

SHOW TABLES IN shop LIKE 'c%';
ALTER TABLE orders ADD COLUMN note STRING FIRST, MODIFY COLUMN amount DECIMAL(10, 2);
ALTER TABLE orders DROP COLUMN note;

CREATE TABLE rides (
    stops ARRAY<STRING NOT NULL>,
    counts MAP<STRING, INT NOT NULL>,
    place ROW<city STRING NOT NULL COMMENT 'town', lat DOUBLE>,
    fare ROW(net DECIMAL(10, 2) NOT NULL, tax DECIMAL(10, 2) COMMENT 'per cent')
) WITH ('connector' = 'kafka');

SELECT 10L AS a, 5S AS b, 1.5BD AS c, 3.0D AS d FROM rides;

CREATE OR REPLACE TEMPORARY VIEW long_rides (id) AS SELECT id FROM rides WHERE minutes > 60;

DROP TABLE IF EXISTS rides, places;

CREATE TABLE visits (visit_id INT PRIMARY KEY, paid INT DEFAULT 0 CHECK (paid >= 0), code INT UNIQUE REFERENCES codes (code));
INSERT INTO heartbeats DEFAULT VALUES;
CREATE TABLE waits (shortest INTERVAL DAY(3) TO SECOND(3), longest INTERVAL YEAR TO MONTH);
CREATE OR REPLACE TABLE totals AS (SELECT id FROM orders);
