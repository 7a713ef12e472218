-- Pipeline of the parcel service: raw scans in, one row a parcel out.
-- Runs as a declarative pipeline; the tables are refreshed, never written to by hand.

CREATE OR REFRESH STREAMING TABLE bronze_scans (
    CONSTRAINT has_parcel EXPECT (parcel_id IS NOT NULL) ON VIOLATION DROP ROW,
    CONSTRAINT sane_weight EXPECT (weight_g BETWEEN 1 AND 31500)
)
COMMENT 'scans as the depots send them'
TBLPROPERTIES ('quality' = 'bronze')
AS
SELECT
    *,
    current_timestamp() AS loaded_at
FROM STREAM read_files(
    '/Volumes/logistics/landing/scans/',
    format => 'json',
    schemaHints => 'parcel_id STRING, depot STRING, weight_g INT, scanned_at TIMESTAMP'
);

CREATE OR REFRESH STREAMING TABLE silver_scans
COMMENT 'typed scans, each once'
AS
SELECT
    parcel_id,
    upper(trim(depot)) AS depot,
    weight_g / 1000 AS weight_kg,
    scanned_at,
    CAST(scanned_at AS DATE) AS scanned_on
FROM STREAM(LIVE.bronze_scans)
WHERE scanned_at > '2024-01-01';

CREATE OR REFRESH STREAMING TABLE parcel_states;

APPLY CHANGES INTO LIVE.parcel_states
FROM STREAM(LIVE.silver_scans)
KEYS (parcel_id)
APPLY AS DELETE WHEN depot = 'DESTROYED'
SEQUENCE BY scanned_at
COLUMNS * EXCEPT (scanned_on)
STORED AS SCD TYPE 1;

CREATE OR REPLACE MATERIALIZED VIEW depot_days
PARTITIONED BY (scanned_on)
COMMENT 'how much each depot handled'
AS
SELECT
    scanned_on,
    depot,
    count(*) AS scans,
    count(DISTINCT parcel_id) AS parcels,
    round(sum(weight_kg), 1) AS weight_kg
FROM silver_scans
GROUP BY scanned_on, depot;

-- What operations look at every morning.
WITH latest AS (
    SELECT
        parcel_id,
        depot,
        scanned_at,
        lag(depot) OVER (PARTITION BY parcel_id ORDER BY scanned_at) AS came_from
    FROM silver_scans
    QUALIFY row_number() OVER (PARTITION BY parcel_id ORDER BY scanned_at DESC) = 1
)

SELECT
    depot,
    came_from,
    count(*) AS parcels,
    min(scanned_at) AS oldest
FROM latest
WHERE scanned_at < current_timestamp() - INTERVAL 36 HOURS
GROUP BY ALL
ORDER BY parcels DESC
LIMIT 25;
