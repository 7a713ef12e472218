-- Positions of ships, joined with what the harbour knows, counted by the minute.
CREATE CATALOG harbour WITH (
    'type' = 'hive',
    'default-database' = 'ships'
);

USE CATALOG harbour;

CREATE TABLE positions (
    ship_id BIGINT,
    latitude DOUBLE,
    longitude DOUBLE,
    reported_at TIMESTAMP(3),
    received_at AS PROCTIME(),
    WATERMARK FOR reported_at AS reported_at - INTERVAL '10' SECOND
) WITH (
    'connector' = 'kafka',
    'topic' = 'positions',
    'properties.bootstrap.servers' = 'broker:9092',
    'scan.startup.mode' = 'latest-offset',
    'format' = 'json'
);

CREATE TABLE ships (
    ship_id BIGINT,
    flag STRING,
    tonnage INT,
    PRIMARY KEY (ship_id) NOT ENFORCED
) WITH (
    'connector' = 'jdbc',
    'url' = 'jdbc:postgresql://registry:5432/ships',
    'table-name' = 'ships'
);

CREATE TABLE minute_counts (
    flag STRING,
    window_start TIMESTAMP(3),
    ships BIGINT
) WITH (
    'connector' = 'upsert-kafka',
    'topic' = 'minute-counts',
    'key.format' = 'json',
    'value.format' = 'json'
);

INSERT INTO minute_counts
SELECT
    s.flag,
    TUMBLE_START(p.reported_at, INTERVAL '1' MINUTE) AS window_start,
    COUNT(DISTINCT p.ship_id) AS ships
FROM positions AS p
INNER JOIN ships AS s ON p.ship_id = s.ship_id
GROUP BY s.flag, TUMBLE(p.reported_at, INTERVAL '1' MINUTE);

SELECT
    ship_id,
    reported_at,
    ROW_NUMBER() OVER (PARTITION BY ship_id ORDER BY reported_at DESC) AS latest
FROM positions
WHERE latitude BETWEEN 50.0 AND 60.0;
