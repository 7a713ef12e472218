-- Meters of houses, and what they read.
DROP TABLE IF EXISTS readings;
CREATE TABLE energy.readings (
  meter VARCHAR(32),                     
  at DATETIME, 
  kwh double,
  tariff int
)
DUPLICATE KEY(`meter`, `at`)       
PARTITION BY RANGE(`at`)
(
    PARTITION p202401 VALUES LESS THAN ("2024-02-01"),
    PARTITION p202402 VALUES LESS THAN ("2024-03-01")
)       
DISTRIBUTED BY HASH(`meter`) BUCKETS 8
PROPERTIES (
    "replication_num" = "1",
    "dynamic_partition.enable" = "true",
    "dynamic_partition.time_unit" = "MONTH",
    "dynamic_partition.end" = "3"
);

CREATE TABLE energy.meters (
  meter VARCHAR(32) NOT NULL COMMENT "number on the box",
  street VARCHAR(64),
  owner VARCHAR(64) NOT NULL COMMENT ""
)
PRIMARY KEY (meter)
DISTRIBUTED BY HASH(`meter`)
PROPERTIES ("replication_num"="1");

-- Sums
SELECT max(kwh), min(kwh), avg(kwh) FROM energy.readings WHERE
      meter="H-17" AND
      at >= "2024-01-01" AND 
      at < "2024-02-01";

SELECT meter, time_slice(at, interval 1 day) as day, round(sum(kwh), 2) as used 
FROM energy.readings WHERE
      at >= "2024-01-01"
      GROUP BY meter, day
      ORDER BY used DESC
      limit 10;

SELECT avg(kwh), count(DISTINCT readings.meter) FROM readings, meters 
WHERE  readings.meter = meters.meter AND 
       street = "Mill Lane";

INSERT INTO energy.meters VALUES ('H-17', 'Mill Lane', 'Ode'), ('H-18', 'Mill Lane', 'Per');
UPDATE energy.meters SET owner = 'Quin' WHERE meter = 'H-18';
DELETE FROM energy.meters WHERE meter = 'H-19';

WITH daily AS (
    SELECT
        meter,
        date_trunc('day', at) AS day,
        sum(kwh) AS used
    FROM energy.readings
    GROUP BY meter, date_trunc('day', at)
)
SELECT
    meter,
    day,
    used,
    RANK() OVER (PARTITION BY day ORDER BY used DESC) AS place
FROM daily
ORDER BY day, place;
