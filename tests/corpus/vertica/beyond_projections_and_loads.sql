-- What the vendor takes and SQLFluff does not.

CREATE FLEX TABLE sensors.event ();

COPY sensors.reading (device_id, measured_at, degrees)
FROM '/data/readings/*.csv.gz' GZIP
DELIMITER ';' NULL '' SKIP 1
REJECTED DATA '/data/rejected.txt'
DIRECT;

COPY sensors.event FROM LOCAL 'events.json' PARSER fjsonparser();

EXPORT TO PARQUET (directory = 's3://example/readings', compression = 'snappy')
OVER (PARTITION BY device_id ORDER BY measured_at)
AS SELECT device_id, measured_at, degrees FROM sensors.reading;
