-- What the vendor takes and SQLFluff does not.

CREATE TABLE fleet.rides_by_day (
    ridden_on DATE NOT NULL,
    line VARCHAR(10) NOT NULL,
    rides BIGINT SUM DEFAULT '0',
    passengers BITMAP BITMAP_UNION,
    slowest_s INT MAX,
    cards HLL HLL_UNION
)
AGGREGATE KEY (ridden_on, line)
PARTITION BY RANGE (ridden_on) (
    PARTITION p2024 VALUES LESS THAN ('2025-01-01'),
    PARTITION p2025 VALUES LESS THAN ('2026-01-01')
)
DISTRIBUTED BY HASH (line) BUCKETS 4
PROPERTIES ('storage_medium' = 'SSD');

CREATE EXTERNAL CATALOG lake
PROPERTIES (
    'type' = 'iceberg',
    'iceberg.catalog.type' = 'glue',
    'aws.s3.region' = 'eu-west-1'
);

SET CATALOG lake;

ALTER TABLE fleet.positions SET ('storage_cooldown_time' = '2025-12-31 00:00:00');

ALTER TABLE fleet.rides_by_day ADD PARTITION p2026 VALUES LESS THAN ('2027-01-01');

GRANT SELECT ON TABLE fleet.positions TO USER 'planner'@'%';

DROP TABLE IF EXISTS fleet.old_positions FORCE;
