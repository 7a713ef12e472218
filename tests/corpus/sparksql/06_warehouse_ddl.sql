CREATE DATABASE IF NOT EXISTS media COMMENT 'films and views' LOCATION '/warehouse/media' WITH DBPROPERTIES ('owner' = 'media');

USE media;

CREATE TABLE IF NOT EXISTS plays (
    user_id BIGINT COMMENT 'who watched',
    film_id BIGINT NOT NULL,
    started_at TIMESTAMP,
    device STRUCT<os: STRING, version: STRUCT<major: INT, minor: INT>>,
    attributes MAP<STRING, ARRAY<STRING>>,
    seconds INT
)
USING PARQUET
OPTIONS ('compression' = 'zstd')
PARTITIONED BY (film_id)
CLUSTERED BY (user_id) SORTED BY (started_at DESC) INTO 64 BUCKETS
COMMENT 'one row a play';

CREATE EXTERNAL TABLE IF NOT EXISTS plays_csv (user_id STRING, film_id STRING, seconds STRING)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
WITH SERDEPROPERTIES ('separatorChar' = ';', 'quoteChar' = '"')
STORED AS TEXTFILE
LOCATION '/landing/plays'
TBLPROPERTIES ('skip.header.line.count' = '1');

CREATE TABLE plays_copy LIKE plays USING ORC;

CREATE TABLE top_films USING DELTA AS
SELECT film_id, count(*) AS plays FROM plays GROUP BY film_id HAVING count(*) > 1000;

ALTER TABLE plays ADD COLUMNS (country STRING COMMENT 'ISO code', score DOUBLE);

ALTER TABLE plays RENAME COLUMN seconds TO watched_seconds;

ALTER TABLE plays DROP COLUMNS (score);

ALTER TABLE plays DROP IF EXISTS PARTITION (film_id = 18) PURGE;

ALTER TABLE plays PARTITION (film_id = 1) RENAME TO PARTITION (film_id = 2);

ALTER TABLE plays RECOVER PARTITIONS;

ALTER TABLE plays SET TBLPROPERTIES ('retention.days' = '90', 'owner' = 'media');

ALTER TABLE plays UNSET TBLPROPERTIES IF EXISTS ('owner');

MSCK REPAIR TABLE plays SYNC PARTITIONS;

CREATE OR REPLACE TEMPORARY VIEW recent_plays AS
SELECT * FROM plays WHERE started_at > date_sub(current_date(), 30);

CREATE GLOBAL TEMPORARY VIEW films_by_kind (kind COMMENT 'genre', films) AS SELECT kind, count(*) FROM films GROUP BY kind;

CREATE TEMPORARY VIEW parquet_view USING org.apache.spark.sql.parquet OPTIONS (path "/data/p.parquet");

DROP VIEW IF EXISTS old_plays;

ANALYZE TABLE plays PARTITION (film_id = 1) COMPUTE STATISTICS NOSCAN;

ANALYZE TABLE plays COMPUTE STATISTICS FOR COLUMNS user_id, film_id;

DESCRIBE TABLE EXTENDED plays PARTITION (film_id = 1);

DESCRIBE FUNCTION EXTENDED to_minutes;

DESC DATABASE media;

SHOW CREATE TABLE plays;

SHOW TBLPROPERTIES plays ('retention.days');

SHOW COLUMNS IN plays;

SHOW TABLE EXTENDED IN media LIKE 'pl*' PARTITION (film_id = 1);

SHOW USER FUNCTIONS LIKE 'to_*';

CACHE LAZY TABLE hot_films OPTIONS ('storageLevel' 'DISK_ONLY') SELECT * FROM top_films;

UNCACHE TABLE IF EXISTS hot_films;

CLEAR CACHE;

REFRESH FUNCTION to_minutes;

LOAD DATA INPATH '/landing/x.txt' OVERWRITE INTO TABLE plays PARTITION (film_id = 9);

RESET spark.sql.shuffle.partitions;

SET -v;

LIST JARS;

EXPLAIN FORMATTED SELECT user_id FROM plays;
