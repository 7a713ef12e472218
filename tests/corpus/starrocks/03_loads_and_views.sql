PAUSE ROUTINE LOAD FOR fleet.load_positions;

RESUME ROUTINE LOAD FOR fleet.load_positions;

STOP ROUTINE LOAD FOR fleet.load_positions;

LOAD LABEL fleet.rides_20250301
(
    DATA INFILE ('s3://landing/rides/2025-03-01/*.parquet')
    INTO TABLE rides
    FORMAT AS 'parquet'
)
WITH BROKER (
    'aws.s3.region' = 'eu-west-1'
)
PROPERTIES ('timeout' = '3600');

INSERT INTO fleet.stops
SELECT * FROM FILES(
    'path' = 's3://landing/stops/*.parquet',
    'format' = 'parquet'
);

INSERT OVERWRITE fleet.stops PARTITION (p1)
SELECT
    stop_id,
    name,
    zone
FROM fleet.staged_stops;

CREATE VIEW fleet.electric_buses AS
SELECT
    bus_id,
    plate
FROM fleet.buses
WHERE is_electric;

SET GLOBAL query_timeout = 600;

SELECT /*+ SET_VAR(query_timeout = 300) */ COUNT(*) AS positions FROM fleet.positions;
