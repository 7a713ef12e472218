-- What the vendor takes and SQLFluff does not.

-- Access logs of the load balancers: raw text, then columns, then one table a report reads.
CREATE DATABASE IF NOT EXISTS weblogs
COMMENT 'logs of the load balancers'
LOCATION 's3://example-logs/weblogs/';

CREATE EXTERNAL TABLE weblogs.clicks (
    user_id STRING,
    url STRING
)
PARTITIONED BY (dt STRING, hour INT)
STORED AS PARQUET
LOCATION 's3://example-logs/clicks/'
TBLPROPERTIES ('parquet.compression' = 'SNAPPY');
