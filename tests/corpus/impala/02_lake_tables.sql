-- Tables of the clickstream on Kudu, Parquet and Iceberg.
CREATE DATABASE IF NOT EXISTS clicks COMMENT 'clickstream' LOCATION '/warehouse/clicks';

USE clicks;

CREATE TABLE IF NOT EXISTS clicks.session (
    session_id STRING,
    user_id BIGINT,
    started_at TIMESTAMP,
    pages INT
)
PARTITIONED BY (day STRING)
SORT BY (user_id)
COMMENT 'sessions by day'
STORED AS PARQUET
TBLPROPERTIES ('parquet.compression' = 'SNAPPY');

CREATE EXTERNAL TABLE clicks.raw (
    line STRING
)
ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'
STORED AS TEXTFILE
LOCATION '/landing/clicks';

CREATE TABLE clicks.top_user STORED AS PARQUET AS
SELECT
    user_id,
    count(*) AS sessions
FROM clicks.session
GROUP BY user_id;

INSERT OVERWRITE TABLE clicks.session PARTITION (day = '2025-03-01')
SELECT
    session_id,
    user_id,
    started_at,
    pages
FROM clicks.staged;

INSERT INTO clicks.session PARTITION (day)
SELECT
    session_id,
    user_id,
    started_at,
    pages,
    from_timestamp(started_at, 'yyyy-MM-dd') AS day
FROM clicks.staged;

COMPUTE STATS clicks.session;

COMPUTE INCREMENTAL STATS clicks.session PARTITION (day = '2025-03-01');

REFRESH clicks.session;

INVALIDATE METADATA clicks.raw;

DROP TABLE IF EXISTS clicks.old_session PURGE;
