SELECT order_id FROM sales.orders WHERE state = NULL UNION SELECT order_id FROM sales.old_orders;

SELECT DISTINCT(state), CAST(amount AS INTEGER) AS a FROM sales.orders;

INSERT INTO sales.log (order_id, what) VALUES (1, 'x'), (2, 'y');

INSERT INTO sales.log SELECT order_id, state FROM sales.orders WHERE amount > 10;

SELECT a.x,b.y FROM a, b WHERE a.id=b.id AND (a.x>1);

	SELECT	order_id
	FROM	sales.orders;

CREATE TABLE sales.parts (id BIGINT, name STRING) PARTITIONED BY (day STRING) STORED AS PARQUET;

INVALIDATE METADATA sales.parts;

COMPUTE STATS sales.parts;
