CREATE OR REPLACE TABLE sales.orders (id INT64 NOT NULL OPTIONS (description = 'key'), items ARRAY<STRUCT<sku STRING, qty INT64>>, made TIMESTAMP DEFAULT CURRENT_TIMESTAMP(), PRIMARY KEY (id) NOT ENFORCED) PARTITION BY DATE(made) CLUSTER BY id OPTIONS (require_partition_filter = TRUE);
CREATE MATERIALIZED VIEW sales.daily OPTIONS (enable_refresh = TRUE) AS SELECT DATE(made) AS day, COUNT(*) AS n FROM sales.orders GROUP BY day;
CREATE TEMP FUNCTION twice(x INT64) RETURNS INT64 LANGUAGE js AS """return x * 2""";
CREATE FUNCTION sales.half(x FLOAT64) AS (x / 2);
MERGE sales.orders AS t USING staged AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET made = s.made WHEN NOT MATCHED BY SOURCE THEN DELETE WHEN NOT MATCHED THEN INSERT ROW;
INSERT sales.orders (id) VALUES (1), (2);
DELETE sales.orders AS o WHERE o.id = 1;
EXPORT DATA OPTIONS (uri = 'gs://b/*.csv', format = 'CSV') AS SELECT id FROM sales.orders;
LOAD DATA INTO sales.raw FROM FILES (format = 'CSV', uris = ['gs://b/x.csv']);
ALTER TABLE sales.orders ADD COLUMN note STRING, ADD COLUMN IF NOT EXISTS other INT64;
CREATE ROW ACCESS POLICY mine ON sales.orders GRANT TO ('user:a@b.c') FILTER USING (region = 'eu');
CREATE SEARCH INDEX ix ON sales.orders (ALL COLUMNS);
MERGE INTO shop.stock AS s USING arrivals AS a ON s.id = a.id WHEN NOT MATCHED THEN INSERT (a.id, a.amount);
MERGE INTO shop.stock AS s USING arrivals AS a ON s.id = a.id WHEN NOT MATCHED THEN INSERT;

CREATE TABLE shop.visits (visit_id INT64 UNIQUE CHECK (visit_id > 0) COMMENT 'the key');
-- Replicas, capacity and reservations.
ALTER SCHEMA sales ADD REPLICA `us-east`;
ALTER SCHEMA sales DROP REPLICA europe;
ALTER CAPACITY `ops.region-us.yearly` SET OPTIONS (renewal_plan = 'FLEX');
ALTER RESERVATION `ops.region-us.nightly` SET OPTIONS (slot_capacity = 200);
