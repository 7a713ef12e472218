SET hive.exec.dynamic.partition.mode=nonstrict;

SET hivevar:day=2025-01-01;

USE shop;

CREATE TABLE IF NOT EXISTS orders_orc (
    order_id BIGINT,
    customer STRUCT<id: BIGINT, name: STRING>,
    lines ARRAY<STRUCT<sku: STRING, qty: INT>>,
    amount DECIMAL(12, 2),
    note STRING,
    CONSTRAINT pk PRIMARY KEY (order_id) DISABLE NOVALIDATE
)
PARTITIONED BY (day STRING, region STRING)
CLUSTERED BY (order_id) SORTED BY (order_id ASC) INTO 8 BUCKETS
STORED AS ORC
TBLPROPERTIES ('transactional' = 'true', 'orc.compress' = 'SNAPPY');

CREATE EXTERNAL TABLE logs_json (line STRING)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION '/logs/json';

CREATE TABLE orders_like LIKE orders_orc;

CREATE TEMPORARY TABLE today AS SELECT * FROM orders_orc WHERE day = '${hivevar:day}';

ALTER TABLE orders_orc RENAME TO orders_old;

INSERT OVERWRITE TABLE orders_orc PARTITION (day, region)
SELECT o.order_id, o.customer, o.lines, o.amount, o.note, o.day, o.region FROM stage_orders o
LEFT OUTER JOIN cancelled c ON o.order_id = c.order_id
WHERE c.order_id IS NULL;

INSERT INTO orders_orc PARTITION (day = '2025-01-01', region = 'EU') VALUES (1, NULL, NULL, 2.5, 'x');

FROM stage_orders s
INSERT OVERWRITE TABLE eu PARTITION (day = '2025-01-01') SELECT s.order_id WHERE s.region = 'EU'
INSERT OVERWRITE TABLE us PARTITION (day = '2025-01-01') SELECT s.order_id WHERE s.region = 'US';

INSERT OVERWRITE LOCAL DIRECTORY '/tmp/out' ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t' SELECT * FROM orders_orc;

MERGE INTO orders_orc AS t USING stage_orders AS s ON t.order_id = s.order_id
WHEN MATCHED AND s.deleted = TRUE THEN DELETE
WHEN MATCHED THEN UPDATE SET amount = s.amount
WHEN NOT MATCHED THEN INSERT VALUES (s.order_id, s.customer, s.lines, s.amount, s.note);

UPDATE orders_orc SET amount = 0 WHERE amount IS NULL;

DELETE FROM orders_orc WHERE day < '2020-01-01';

SELECT
    o.customer.name,
    line.sku,
    percentile_approx(o.amount, 0.5) AS mid,
    concat_ws(',', collect_list(cast(o.order_id AS STRING))) AS ids,
    regexp_extract(o.note, '(\\d+)', 1) AS no,
    date_format(o.day, 'yyyy') AS y
FROM orders_orc o
LATERAL VIEW OUTER explode(o.lines) l AS line
LATERAL VIEW posexplode(split(o.note, ' ')) w AS pos, word
GROUP BY o.customer.name, line.sku, regexp_extract(o.note, '(\\d+)', 1), date_format(o.day, 'yyyy')
CLUSTER BY sku;

SELECT /*+ MAPJOIN(c) */ o.order_id, c.name FROM orders_orc o JOIN customers c ON o.customer.id = c.id;

SELECT region, sum(amount) FROM orders_orc GROUP BY region, day GROUPING SETS ((region), (region, day));

SELECT order_id, rank() OVER (PARTITION BY region ORDER BY amount DESC) AS r, lead(day, 1, 'x') OVER w FROM orders_orc WINDOW w AS (PARTITION BY region ORDER BY day);

SELECT * FROM orders_orc TABLESAMPLE (BUCKET 1 OUT OF 8 ON order_id) s;

GRANT SELECT ON TABLE orders_orc TO ROLE analyst;

TRUNCATE TABLE today;

EXPLAIN SELECT 1;
