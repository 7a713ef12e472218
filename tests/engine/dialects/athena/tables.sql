CREATE EXTERNAL TABLE IF NOT EXISTS logs.requests (
    request_id string COMMENT 'one per call',
    headers map<string, string>,
    client struct<name: string, addresses: array<string>>
)
COMMENT 'requests of the gateway'
PARTITIONED BY (day date)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' WITH SERDEPROPERTIES ('ignore' = 'true')
LOCATION 's3://gateway/requests/'
TBLPROPERTIES ('projection.enabled' = 'true');

CREATE TABLE logs.slow WITH (format = 'ORC', write_compression = 'ZSTD') AS
SELECT request_id, duration FROM logs.requests WHERE duration > 2;

ALTER TABLE logs.requests ADD IF NOT EXISTS PARTITION (day = '2024-05-01') LOCATION 's3://gateway/requests/1/';

MSCK REPAIR TABLE logs.requests;

SHOW TABLES IN logs LIKE 'req*';

ALTER TABLE logs ADD COLUMN took BIGINT;

ALTER TABLE logs.requests PARTITION (day = '2024-05-01') ADD COLUMNS (agent string, bytes bigint);

ALTER TABLE lake.orders ADD COLUMN note string, ADD COLUMN tip int;

CREATE VIEW logs.errors (at, message) AS SELECT ts, msg FROM logs.requests WHERE status >= 500;

SHOW TABLES IN logs 'req*';

DROP TABLE visits, orders;
ALTER TABLE places CHANGE COLUMN name label STRING COMMENT 'as printed' AFTER id;
CREATE TABLE lake.empty WITH (format = 'ORC') AS SELECT name FROM lake.places WITH NO DATA;
