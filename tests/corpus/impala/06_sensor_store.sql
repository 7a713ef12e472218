-- Sensors of the harbour cranes: raw files, a Kudu table for what is live, and daily parts.
CREATE DATABASE IF NOT EXISTS cranes COMMENT 'Harbour cranes' LOCATION '/lake/cranes';

USE cranes;

CREATE EXTERNAL TABLE IF NOT EXISTS raw_readings (
    crane_id INT,
    sensor STRING,
    reading DOUBLE,
    taken_at TIMESTAMP
)
PARTITIONED BY (day STRING)
ROW FORMAT DELIMITED FIELDS TERMINATED BY ','
STORED AS TEXTFILE
LOCATION '/lake/cranes/raw';

CREATE TABLE daily_readings (
    crane_id INT,
    sensor STRING,
    readings BIGINT,
    lowest DOUBLE,
    highest DOUBLE
)
PARTITIONED BY (day STRING)
STORED AS PARQUET
TBLPROPERTIES ('parquet.compression' = 'SNAPPY');

INSERT OVERWRITE TABLE daily_readings PARTITION (day = '2031-05-01')
SELECT
    crane_id,
    sensor,
    count(*) AS readings,
    min(reading) AS lowest,
    max(reading) AS highest
FROM raw_readings
WHERE day = '2031-05-01' AND reading IS NOT NULL
GROUP BY crane_id, sensor;

COMPUTE STATS daily_readings;

REFRESH raw_readings;

INVALIDATE METADATA daily_readings;

WITH busy AS (
    SELECT
        crane_id,
        sum(readings) AS readings
    FROM daily_readings
    WHERE day BETWEEN '2031-04-01' AND '2031-04-30'
    GROUP BY crane_id
    HAVING sum(readings) > 100000
)

SELECT
    busy.crane_id,
    busy.readings,
    rank() OVER (ORDER BY busy.readings DESC) AS place
FROM busy
ORDER BY place
LIMIT 20;
