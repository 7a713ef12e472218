-- From views that are asked to views that are kept: a migration, step by step.
BEGIN;

CREATE SCHEMA IF NOT EXISTS live;

COMMIT;

CREATE CLUSTER reporting (SIZE = '100cc', REPLICATION FACTOR = 1);

CREATE TABLE live.thresholds (
    sku TEXT NOT NULL,
    low INT NOT NULL,
    high INT
);

INSERT INTO live.thresholds VALUES ('a-1', 5, 50), ('b-2', 1, NULL);

CREATE VIEW live.movement AS
SELECT
    sku,
    quantity,
    (body ->> 'warehouse')::TEXT AS warehouse,
    moved_at
FROM live.movement_raw
WHERE quantity <> 0;

CREATE MATERIALIZED VIEW live.stock
IN CLUSTER reporting
AS
SELECT
    m.sku,
    m.warehouse,
    sum(m.quantity) AS quantity,
    max(m.moved_at) AS last_moved_at
FROM live.movement AS m
GROUP BY m.sku, m.warehouse;

CREATE MATERIALIZED VIEW live.low_stock AS
SELECT
    s.sku,
    s.warehouse,
    s.quantity,
    t.low
FROM live.stock AS s
INNER JOIN live.thresholds AS t ON s.sku = t.sku
WHERE s.quantity < t.low;

CREATE INDEX low_stock_idx ON live.low_stock (sku);

CREATE VIEW live.stale AS
SELECT sku FROM live.stock
WHERE mz_now() > last_moved_at + INTERVAL '30 days';

SELECT
    warehouse,
    count(*) AS items,
    sum(quantity) AS quantity,
    jsonb_object_agg(sku, quantity) AS by_sku
FROM live.stock
GROUP BY warehouse
ORDER BY quantity DESC
LIMIT 10;

SELECT s.sku, top.warehouse, top.quantity
FROM (SELECT DISTINCT sku FROM live.stock) AS s,
    LATERAL (
        SELECT warehouse, quantity FROM live.stock WHERE sku = s.sku ORDER BY quantity DESC LIMIT 3
    ) AS top;

WITH moved AS (
    SELECT date_trunc('day', moved_at) AS day, sum(abs(quantity)) AS quantity
    FROM live.movement
    GROUP BY 1
)

SELECT
    day,
    quantity,
    lag(quantity) OVER (ORDER BY day) AS day_before
FROM moved;

ALTER VIEW live.stale RENAME TO dormant;

ALTER SECRET kafka_password AS 'changed';

GRANT SELECT ON TABLE live.stock TO reporting_role;

SHOW INDEXES FROM live;

SHOW CREATE VIEW live.movement;

EXPLAIN PHYSICAL PLAN FOR SELECT sku FROM live.low_stock;

DROP VIEW IF EXISTS live.old_movement CASCADE;

DROP CLUSTER IF EXISTS old_reporting;

select s.sku,count(*) Cnt from live.stock s left join live.thresholds t using(sku) where t.sku is null and s.quantity!=0 group by 1 order by Cnt desc;
