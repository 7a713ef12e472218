-- Sensor data: tables, projections, loads.
CREATE SCHEMA IF NOT EXISTS sensors;

CREATE TABLE sensors.reading (
    reading_id IDENTITY(1, 1),
    device_id INT NOT NULL,
    measured_at TIMESTAMPTZ NOT NULL,
    degrees FLOAT ENCODING DELTAVAL,
    state VARCHAR(10) DEFAULT 'ok',
    PRIMARY KEY (reading_id) DISABLED
)
ORDER BY device_id, measured_at
SEGMENTED BY HASH(device_id) ALL NODES KSAFE 1
PARTITION BY measured_at::DATE;

CREATE TABLE sensors.device (
    device_id INT NOT NULL,
    name VARCHAR(80),
    hall VARCHAR(20) ENCODING RLE,
    UNIQUE (name) ENABLED
)
UNSEGMENTED ALL NODES;

CREATE PROJECTION sensors.reading_by_hall
(
    device_id,
    measured_at ENCODING RLE,
    degrees
)
AS
SELECT
    device_id,
    measured_at,
    degrees
FROM sensors.reading
ORDER BY measured_at, device_id
SEGMENTED BY HASH(device_id) ALL NODES;

CREATE LOCAL TEMPORARY TABLE hot_device (
    device_id INT
) ON COMMIT PRESERVE ROWS;

SELECT ANALYZE_STATISTICS('sensors.reading');

SELECT REFRESH('sensors.reading');

ALTER TABLE sensors.reading ADD COLUMN humidity FLOAT DEFAULT 0;

ALTER TABLE sensors.device RENAME COLUMN hall TO building;

ALTER TABLE sensors.reading OWNER TO ops;

CREATE SEQUENCE sensors.alarm_numbers START WITH 1 INCREMENT BY 1 CACHE 100;

INSERT INTO sensors.device (device_id, name, building) VALUES (1, 'boiler', 'north');

INSERT INTO hot_device SELECT device_id FROM sensors.reading WHERE degrees > 90;

UPDATE sensors.reading SET state = 'hot' WHERE device_id IN (SELECT device_id FROM hot_device);

DELETE FROM sensors.reading WHERE measured_at < NOW() - INTERVAL '90 days';

MERGE INTO sensors.device AS t
USING staging.device AS s ON t.device_id = s.device_id
WHEN MATCHED THEN UPDATE SET name = s.name
WHEN NOT MATCHED THEN INSERT (device_id, name) VALUES (s.device_id, s.name);

GRANT SELECT ON sensors.reading TO analyst;

CREATE ROLE analyst;

DROP PROJECTION IF EXISTS sensors.old_projection CASCADE;

COMMIT;
