-- What the vendor takes and SQLFluff does not.

-- Asynchronous views and loads.
CREATE MATERIALIZED VIEW fleet.mv_daily_speed
DISTRIBUTED BY HASH (bus_id)
REFRESH ASYNC EVERY (INTERVAL 1 HOUR)
AS
SELECT
    bus_id,
    DATE_TRUNC('day', seen_at) AS seen_on,
    AVG(speed_kmh) AS speed_kmh
FROM fleet.positions
GROUP BY bus_id, DATE_TRUNC('day', seen_at);

REFRESH MATERIALIZED VIEW fleet.mv_daily_speed;

CREATE ROUTINE LOAD fleet.load_positions ON positions
COLUMNS TERMINATED BY ',',
COLUMNS (bus_id, seen_at, latitude, longitude, speed_kmh)
PROPERTIES (
    'desired_concurrent_number' = '3',
    'format' = 'json'
)
FROM KAFKA (
    'kafka_broker_list' = 'kafka:9092',
    'kafka_topic' = 'positions'
);

SUBMIT TASK nightly AS
INSERT INTO fleet.buses_history
SELECT
    bus_id,
    plate,
    NOW() AS kept_at
FROM fleet.buses;

SHOW PARTITIONS FROM fleet.rides_by_day;

SHOW ROUTINE LOAD FOR fleet.load_positions;

ADMIN SHOW REPLICA STATUS FROM fleet.positions;

ANALYZE FULL TABLE fleet.buses;
