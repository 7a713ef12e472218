COMPUTE INCREMENTAL STATS sales.orders PARTITION (year = 2024);

INVALIDATE METADATA sales.orders;

REFRESH sales.orders PARTITION (year = 2024);

INSERT INTO TABLE sales.orders PARTITION (year) [SHUFFLE] SELECT o.id, o.total, o.year FROM staging.orders AS o;

CREATE TABLE sales.buyers (id BIGINT, name STRING) SORT BY (id) STORED AS PARQUET;

SELECT id, name FROM sales.buyers WHERE name IREGEXP '^a' ORDER BY id LIMIT 10 OFFSET 20;

UPDATE sales.buyers SET name = DEFAULT WHERE id = 1;
CREATE TABLE logs.copied LIKE PARQUET '/data/logs/part-0.parquet' STORED AS PARQUET;
CREATE TABLE logs.bare;
CREATE TABLE logs.sorted (id BIGINT, day STRING) SORT BY ZORDER (id, day) CACHED IN 'hot' WITH REPLICATION = 2;
CREATE TABLE logs.spread (id BIGINT) PARTITIONED BY SPEC (BUCKET(3, id)) STORED AS ICEBERG;
