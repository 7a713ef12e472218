-- Telemetry of a bus fleet: tables for every model, and who may read them.
CREATE DATABASE IF NOT EXISTS fleet;

CREATE TABLE fleet.positions (
    bus_id INT NOT NULL,
    seen_at DATETIME NOT NULL,
    latitude DOUBLE,
    longitude DOUBLE,
    speed_kmh FLOAT,
    payload JSON
)
DUPLICATE KEY (bus_id, seen_at)
PARTITION BY DATE_TRUNC('day', seen_at)
DISTRIBUTED BY HASH (bus_id) BUCKETS 12
PROPERTIES (
    'replication_num' = '3',
    'compression' = 'ZSTD'
);

CREATE TABLE fleet.buses (
    bus_id INT NOT NULL,
    plate VARCHAR(12) NOT NULL,
    seats SMALLINT,
    is_electric BOOLEAN,
    bought_on DATE
)
PRIMARY KEY (bus_id)
DISTRIBUTED BY HASH (bus_id) BUCKETS 2
ORDER BY (plate)
PROPERTIES ('enable_persistent_index' = 'true');

CREATE TABLE fleet.stops (
    stop_id INT NOT NULL,
    name VARCHAR(80),
    zone CHAR(1)
)
UNIQUE KEY (stop_id)
DISTRIBUTED BY HASH (stop_id);

ALTER TABLE fleet.buses ADD COLUMN depot VARCHAR(20) DEFAULT 'north' AFTER plate;

CREATE USER 'planner'@'%' IDENTIFIED BY 'change-me';
