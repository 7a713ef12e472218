-- What the vendor takes and SQLFluff does not.

-- Loads, materialized views and the housekeeping around them.
CREATE MATERIALIZED VIEW mv_views_by_day AS
SELECT
    viewed_on,
    COUNT(*) AS views
FROM shop.page_views
GROUP BY viewed_on;

CREATE MATERIALIZED VIEW shop.mv_sales_by_city
BUILD IMMEDIATE REFRESH AUTO ON SCHEDULE EVERY 1 HOUR
DISTRIBUTED BY HASH (city) BUCKETS 2
PROPERTIES ('replication_num' = '1')
AS
SELECT
    city,
    SUM(amount) AS amount
FROM shop.sales
GROUP BY city;

REFRESH MATERIALIZED VIEW shop.mv_sales_by_city COMPLETE;

DROP MATERIALIZED VIEW IF EXISTS shop.mv_old;

INSERT OVERWRITE TABLE shop.sales PARTITION (p_north)
SELECT
    sold_on,
    city,
    amount
FROM shop.staged_sales
WHERE city IN ('Hamburg', 'Kiel');

LOAD LABEL shop.views_20250131
(
    DATA INFILE ('hdfs://namenode:8020/views/2025-01-31/*')
    INTO TABLE page_views
    COLUMNS TERMINATED BY ','
    (viewed_on, user_id, page, referrer, duration_ms)
)
WITH BROKER 'hdfs' ('username' = 'etl', 'password' = '')
PROPERTIES ('timeout' = '3600', 'max_filter_ratio' = '0.1');

CREATE ROUTINE LOAD shop.load_views ON page_views
COLUMNS TERMINATED BY ',',
COLUMNS (viewed_on, user_id, page, referrer, duration_ms)
PROPERTIES ('desired_concurrent_number' = '3', 'max_batch_interval' = '20')
FROM KAFKA ('kafka_broker_list' = 'kafka:9092', 'kafka_topic' = 'views');

SELECT
    customer_id,
    email
FROM shop.customers
INTO OUTFILE 's3://exports/customers_'
FORMAT AS PARQUET
PROPERTIES ('s3.endpoint' = 'https://s3.example.com', 's3.region' = 'eu-central-1');

CREATE CATALOG lake PROPERTIES ('type' = 'hms', 'hive.metastore.uris' = 'thrift://metastore:9083');

SWITCH lake;

SHOW PARTITIONS FROM shop.page_views;

SHOW TABLETS FROM shop.page_views;

ANALYZE TABLE shop.customers WITH SYNC;

GRANT SELECT_PRIV ON shop.* TO 'reader'@'%';

SET PROPERTY FOR 'reader' 'max_user_connections' = '20';
