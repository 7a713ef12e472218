COMPUTE INCREMENTAL STATS sales.orders PARTITION (year = 2024);

INVALIDATE METADATA sales.orders;

REFRESH sales.orders PARTITION (year = 2024);

INSERT INTO TABLE sales.orders PARTITION (year) [SHUFFLE] SELECT o.id, o.total, o.year FROM staging.orders AS o;

CREATE TABLE sales.buyers (id BIGINT, name STRING) SORT BY (id) STORED AS PARQUET;

SELECT id, name FROM sales.buyers WHERE name IREGEXP '^a' ORDER BY id LIMIT 10 OFFSET 20;

UPDATE sales.buyers SET name = DEFAULT WHERE id = 1;
