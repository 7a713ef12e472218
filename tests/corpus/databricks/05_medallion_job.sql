-- Silver and gold steps of the nightly job. Owner: data platform
USE CATALOG prod;

USE SCHEMA silver;

CREATE OR REPLACE TABLE silver.device_readings (
  reading_id BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 1 INCREMENT BY 1),
  device_id STRING NOT NULL COMMENT 'serial number',
  measured_at TIMESTAMP NOT NULL,
  measured_on DATE GENERATED ALWAYS AS (CAST(measured_at AS DATE)),
  payload STRUCT<temp: DOUBLE, humidity: DOUBLE, tags: ARRAY<STRING>>,
  quality INT DEFAULT 0,
  CONSTRAINT pk_readings PRIMARY KEY (reading_id)
)
USING DELTA
CLUSTER BY (device_id, measured_on)
COMMENT 'one row a reading'
TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true', 'delta.columnMapping.mode' = 'name');

ALTER TABLE silver.device_readings ADD CONSTRAINT sane_temp CHECK (payload.temp BETWEEN -80 AND 120);

ALTER TABLE silver.device_readings ALTER COLUMN quality COMMENT 'zero is best';

ALTER TABLE silver.device_readings SET TAGS ('pii' = 'no', 'tier' = 'silver');

COMMENT ON TABLE silver.device_readings IS 'readings as they came, without duplicates';

MERGE INTO silver.device_readings AS t
USING (
  SELECT
    device_id,
    measured_at,
    payload,
    row_number() OVER (PARTITION BY device_id, measured_at ORDER BY ingested_at DESC) AS rn
  FROM bronze.raw_readings
  WHERE ingested_at >= current_timestamp() - INTERVAL 2 DAYS
  QUALIFY rn = 1
) AS s
ON t.device_id = s.device_id AND t.measured_at = s.measured_at
WHEN MATCHED AND t.payload IS DISTINCT FROM s.payload THEN
  UPDATE SET t.payload = s.payload
WHEN NOT MATCHED THEN
  INSERT (device_id, measured_at, payload) VALUES (s.device_id, s.measured_at, s.payload)
WHEN NOT MATCHED BY SOURCE AND t.measured_at < current_date() - 400 THEN DELETE;

CREATE OR REPLACE VIEW gold.hourly AS
SELECT
  r.device_id,
  date_trunc('HOUR', r.measured_at) AS hour_start,
  avg(r.payload.temp) AS avg_temp,
  percentile_approx(r.payload.humidity, 0.95) AS p95_humidity,
  count_if(r.payload.temp > 40) AS hot,
  collect_set(tag) AS tags
FROM silver.device_readings AS r
LATERAL VIEW OUTER explode(r.payload.tags) x AS tag
GROUP BY ALL;

CREATE MATERIALIZED VIEW gold.daily AS
SELECT device_id, cast(hour_start AS DATE) AS day, max(avg_temp) AS hottest FROM gold.hourly GROUP BY device_id, cast(hour_start AS DATE);

SELECT * FROM silver.device_readings VERSION AS OF 12 WHERE quality = 0;

SELECT * FROM silver.device_readings TIMESTAMP AS OF '2025-03-01';

SELECT _change_type, _commit_version, device_id FROM table_changes('silver.device_readings', 5, 9) WHERE _change_type != 'update_preimage';

SELECT
  raw:owner.name::STRING AS owner,
  raw:items[0].price::DECIMAL(10,2) first_price,
  raw:['odd key'] AS odd
FROM bronze.orders_json;

SELECT transform(items, i -> i.price * i.qty) AS lines, aggregate(items, 0D, (acc, i) -> acc + i.price) AS total, filter(items, (i, n) -> n < 3 AND i.qty > 1) AS first_few
FROM bronze.orders;

OPTIMIZE silver.device_readings WHERE measured_on >= '2025-01-01' ZORDER BY (device_id);

DESCRIBE DETAIL silver.device_readings;

GRANT SELECT ON TABLE gold.daily TO `analysts@example.com`;

GRANT USE SCHEMA, SELECT ON SCHEMA prod.gold TO analysts;

REVOKE MODIFY ON TABLE silver.device_readings FROM interns;
