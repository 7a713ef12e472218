-- The energy mart: tables, their distribution and the monthly figures.
CREATE SCHEMA IF NOT EXISTS energy;

OPEN SCHEMA energy;

CREATE OR REPLACE TABLE energy.meter (
    meter_id DECIMAL(18, 0) NOT NULL,
    town VARCHAR(100) UTF8,
    installed_on DATE,
    is_smart BOOLEAN DEFAULT FALSE,
    CONSTRAINT meter_pk PRIMARY KEY (meter_id) ENABLE
);

CREATE TABLE energy.reading (
    meter_id DECIMAL(18, 0) NOT NULL,
    read_at TIMESTAMP,
    kilowatt_hours DOUBLE PRECISION,
    DISTRIBUTE BY meter_id
);

IMPORT INTO energy.reading
FROM LOCAL CSV FILE '/exports/readings.csv'
COLUMN SEPARATOR = ';'
SKIP = 1;

MERGE INTO energy.meter AS t
USING energy.meter_stage AS s
ON (t.meter_id = s.meter_id)
WHEN MATCHED THEN UPDATE SET town = s.town
WHEN NOT MATCHED THEN INSERT (meter_id, town) VALUES (s.meter_id, s.town);

CREATE OR REPLACE VIEW energy.monthly AS
SELECT
    m.town,
    DATE_TRUNC('month', r.read_at) AS read_month,
    SUM(r.kilowatt_hours) AS kilowatt_hours,
    COUNT(DISTINCT r.meter_id) AS meters
FROM energy.reading AS r
INNER JOIN energy.meter AS m ON r.meter_id = m.meter_id
GROUP BY m.town, DATE_TRUNC('month', r.read_at);

SELECT
    town,
    read_month,
    kilowatt_hours,
    LAG(kilowatt_hours) OVER (PARTITION BY town ORDER BY read_month) AS month_before
FROM energy.monthly
WHERE read_month >= ADD_MONTHS(CURRENT_DATE, -12)
ORDER BY town, read_month;

GRANT SELECT ON energy.monthly TO analyst;

COMMENT ON TABLE energy.meter IS 'one row a meter';

DELETE FROM energy.reading
WHERE read_at < ADD_MONTHS(CURRENT_TIMESTAMP, -60);

COMMIT;
