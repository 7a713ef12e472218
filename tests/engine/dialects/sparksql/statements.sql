CREATE TABLE IF NOT EXISTS lake.orders (id BIGINT NOT NULL COMMENT 'key', items ARRAY<STRUCT<sku: STRING, qty: INT>>, day DATE GENERATED ALWAYS AS (CAST(made AS DATE))) USING DELTA PARTITIONED BY (day) LOCATION '/lake/orders' TBLPROPERTIES ('delta.appendOnly' = 'true');
CREATE OR REPLACE TEMPORARY VIEW recent AS SELECT id FROM lake.orders;
INSERT OVERWRITE TABLE lake.orders PARTITION (day = '2024-01-01') SELECT 1, 2;
MERGE INTO lake.orders AS t USING staged AS s ON t.id = s.id WHEN MATCHED AND s.gone THEN DELETE WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *;
ALTER TABLE lake.orders ADD COLUMNS (note STRING AFTER id, other INT);
ALTER TABLE lake.orders SET TBLPROPERTIES ('a' = 'b');
ALTER TABLE prod.sample ADD PARTITION FIELD bucket(16, id) AS shard;
DESCRIBE HISTORY lake.orders LIMIT 5;
VACUUM lake.orders RETAIN 168 HOURS DRY RUN;
CACHE LAZY TABLE recent OPTIONS ('storageLevel' 'DISK_ONLY') SELECT id FROM lake.orders;
ADD JAR 'ivy://org:lib:1.0';
SET spark.sql.shuffle.partitions = 200;
SHOW PARTITIONS lake.orders PARTITION (day = '2024-01-01');
ANALYZE TABLE lake.orders COMPUTE STATISTICS FOR COLUMNS id;
EXPLAIN EXTENDED SELECT id FROM lake.orders;
LOAD DATA LOCAL INPATH '/x' OVERWRITE INTO TABLE lake.raw;
CREATE OR REFRESH STREAMING LIVE TABLE clean AS SELECT id FROM raw;

SET spark.sql.autoBroadcastJoinThreshold = -1;

CREATE TABLE shop.visits (visit_id INT UNIQUE);
-- Files at the root, what is temporary, and parameters.
ADD JARS /one.jar /lib/two.jar;
ADD FILE /notes;
CREATE TEMP TABLE latest AS SELECT order_id FROM orders;
CREATE TEMP FUNCTION plus_one(n INT) RETURNS INT RETURN n + 1;
CREATE TEMP FUNCTION soundex2 AS 'org.example.Soundex';
SELECT order_id, :label AS label FROM IDENTIFIER(:schema || '.orders') WHERE buyer = :buyer LIMIT :many;
INSERT INTO orders VALUES (:id, :buyer);
CREATE TABLE visits (id INT) PARTITIONED BY (day DATE) STORED AS ICEBERG;
CREATE TABLE scans (id INT) STORED AS BINARYFILE;
ALTER TABLE visits CHANGE page;
ALTER TABLE visits ALTER COLUMN page COMMENT 'read';
ALTER TABLE visits CHANGE page sheet;
