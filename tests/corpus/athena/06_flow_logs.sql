-- Flow logs of the network, projected by day, and the questions that the watch asks.
CREATE EXTERNAL TABLE IF NOT EXISTS watch.flow_logs (
    version INT,
    account_id STRING,
    interface_id STRING,
    source_address STRING,
    target_address STRING,
    source_port INT,
    target_port INT,
    packets BIGINT,
    bytes BIGINT,
    start_time BIGINT,
    action STRING
)
PARTITIONED BY (region STRING, day STRING)
ROW FORMAT DELIMITED
FIELDS TERMINATED BY ' '
LOCATION 's3://watch-bucket/flow-logs/'
TBLPROPERTIES (
    'skip.header.line.count' = '1',
    'projection.enabled' = 'true',
    'projection.day.type' = 'date',
    'projection.day.range' = '2030/01/01,NOW',
    'projection.day.format' = 'yyyy/MM/dd'
);

MSCK REPAIR TABLE watch.flow_logs;

ALTER TABLE watch.flow_logs ADD PARTITION (region = 'north', day = '2031/02/01')
LOCATION 's3://watch-bucket/flow-logs/north/2031/02/01/';

CREATE TABLE watch.daily_talkers
WITH (
    format = 'PARQUET',
    partitioned_by = ARRAY['day'],
    external_location = 's3://watch-bucket/daily-talkers/'
) AS
SELECT
    source_address,
    target_address,
    sum(bytes) AS bytes,
    count(*) AS flows,
    day
FROM watch.flow_logs
WHERE action = 'ACCEPT'
GROUP BY source_address, target_address, day;

SELECT
    target_port,
    count(*) AS refused,
    approx_distinct(source_address) AS sources,
    from_unixtime(max(start_time)) AS latest
FROM watch.flow_logs
WHERE action = 'REJECT' AND day BETWEEN '2031/02/01' AND '2031/02/07'
GROUP BY target_port
HAVING count(*) > 100
ORDER BY refused DESC
LIMIT 25;

UNLOAD (
    SELECT
        source_address,
        bytes
    FROM watch.daily_talkers
    WHERE day = '2031/02/01'
)
TO 's3://watch-bucket/export/'
WITH (format = 'JSON', compression = 'GZIP');
