-- Streams of the ride service: Kafka in, windows, Kafka and JDBC out.
SET 'execution.checkpointing.interval' = '30 s';

CREATE TABLE rides (
    ride_id BIGINT,
    driver_id BIGINT,
    zone STRING,
    fare DECIMAL(10, 2),
    started_at TIMESTAMP(3),
    ended_at TIMESTAMP(3),
    kafka_partition INT METADATA FROM 'partition' VIRTUAL,
    duration AS TIMESTAMPDIFF(MINUTE, started_at, ended_at),
    processed_at AS PROCTIME(),
    WATERMARK FOR started_at AS started_at - INTERVAL '10' SECOND
) WITH (
    'connector' = 'kafka',
    'topic' = 'rides',
    'properties.bootstrap.servers' = 'kafka:9092',
    'properties.group.id' = 'fares',
    'scan.startup.mode' = 'earliest-offset',
    'format' = 'json'
);

CREATE TABLE drivers (
    driver_id BIGINT,
    full_name STRING,
    rating DOUBLE,
    changed_at TIMESTAMP(3),
    WATERMARK FOR changed_at AS changed_at,
    PRIMARY KEY (driver_id) NOT ENFORCED
) WITH (
    'connector' = 'upsert-kafka',
    'topic' = 'drivers',
    'properties.bootstrap.servers' = 'kafka:9092',
    'key.format' = 'json',
    'value.format' = 'json'
);

CREATE TABLE zone_revenue (
    zone STRING,
    window_start TIMESTAMP(3),
    window_end TIMESTAMP(3),
    rides BIGINT,
    revenue DECIMAL(18, 2),
    PRIMARY KEY (zone, window_start) NOT ENFORCED
) WITH (
    'connector' = 'jdbc',
    'url' = 'jdbc:postgresql://db/fares',
    'table-name' = 'zone_revenue'
);

CREATE TEMPORARY VIEW long_rides AS
SELECT
    ride_id,
    driver_id,
    zone,
    duration
FROM rides
WHERE duration > 60;

INSERT INTO zone_revenue
SELECT
    zone,
    window_start,
    window_end,
    COUNT(*) AS rides,
    SUM(fare) AS revenue
FROM TABLE(TUMBLE(TABLE rides, DESCRIPTOR(started_at), INTERVAL '10' MINUTES))
GROUP BY zone, window_start, window_end;

SELECT
    window_start,
    window_end,
    zone,
    AVG(fare) AS fare
FROM TABLE(HOP(TABLE rides, DESCRIPTOR(started_at), INTERVAL '5' MINUTES, INTERVAL '15' MINUTES))
GROUP BY window_start, window_end, zone;

SELECT
    window_start,
    SUM(fare) AS fares
FROM TABLE(CUMULATE(TABLE rides, DESCRIPTOR(started_at), INTERVAL '1' HOUR, INTERVAL '1' DAY))
GROUP BY window_start, window_end;

-- Each ride with the driver as he was rated when it began.
SELECT
    r.ride_id,
    r.fare,
    d.full_name,
    d.rating
FROM rides AS r
LEFT JOIN drivers FOR SYSTEM_TIME AS OF r.started_at AS d
    ON r.driver_id = d.driver_id;

-- The three best zones of each window.
SELECT
    zone,
    window_start,
    revenue
FROM (
    SELECT
        *,
        ROW_NUMBER() OVER (PARTITION BY window_start ORDER BY revenue DESC) AS place
    FROM zone_revenue
)
WHERE place <= 3;
