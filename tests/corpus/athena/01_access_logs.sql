CREATE EXTERNAL TABLE IF NOT EXISTS weblogs.alb_raw (
    kind STRING,
    `time` STRING,
    elb STRING,
    client_ip STRING,
    client_port INT,
    request_seconds DOUBLE,
    elb_status INT,
    received_bytes BIGINT,
    request_url STRING,
    user_agent STRING
)
PARTITIONED BY (`day` STRING)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'
WITH SERDEPROPERTIES (
    'serialization.format' = '1',
    'input.regex' = '([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*):([0-9]*) ([-.0-9]*) (-|[0-9]*) ([-0-9]*) "([^"]*)" "([^"]*)"'
)
LOCATION 's3://example-logs/alb/'
TBLPROPERTIES (
    'projection.enabled' = 'true',
    'projection.day.type' = 'date',
    'projection.day.range' = '2024/01/01,NOW',
    'projection.day.format' = 'yyyy/MM/dd',
    'storage.location.template' = 's3://example-logs/alb/${day}'
);

CREATE EXTERNAL TABLE weblogs.orders_csv (
    order_id BIGINT,
    placed_at TIMESTAMP,
    amount DECIMAL(10, 2),
    tags ARRAY<STRING>,
    address STRUCT<street: STRING, city: STRING>,
    attributes MAP<STRING, STRING>
)
ROW FORMAT DELIMITED
FIELDS TERMINATED BY ','
ESCAPED BY '\\'
COLLECTION ITEMS TERMINATED BY '|'
MAP KEYS TERMINATED BY ':'
LINES TERMINATED BY '\n'
STORED AS TEXTFILE
LOCATION 's3://example-logs/orders/'
TBLPROPERTIES ('skip.header.line.count' = '1');

MSCK REPAIR TABLE weblogs.clicks;

ALTER TABLE weblogs.clicks ADD IF NOT EXISTS
PARTITION (dt = '2025-01-01', hour = 0) LOCATION 's3://example-logs/clicks/2025/01/01/00/';

ALTER TABLE weblogs.clicks DROP PARTITION (dt = '2023-01-01', hour = 0);

ALTER TABLE weblogs.clicks SET TBLPROPERTIES ('owner' = 'web');

CREATE TABLE weblogs.slow_requests
WITH (
    format = 'PARQUET',
    parquet_compression = 'SNAPPY',
    external_location = 's3://example-logs/slow/',
    partitioned_by = ARRAY['day']
) AS
SELECT
    elb,
    client_ip,
    request_url,
    request_seconds,
    "day"
FROM weblogs.alb_raw
WHERE request_seconds > 1.5;

UNLOAD (
    SELECT
        client_ip,
        count(*) AS requests
    FROM weblogs.alb_raw
    WHERE "day" = '2025/01/31'
    GROUP BY client_ip
)
TO 's3://example-exports/clients/'
WITH (format = 'PARQUET', compression = 'SNAPPY');

SHOW PARTITIONS weblogs.clicks;

SHOW CREATE TABLE weblogs.clicks;

DROP TABLE IF EXISTS weblogs.old_clicks;
