-- Event pipeline: queue, target, aggregates.
CREATE DATABASE IF NOT EXISTS telemetry ENGINE = Atomic;

CREATE TABLE telemetry.event
(
    event_id UUID,
    device_id UInt32,
    name LowCardinality(String),
    value Float64,
    tags Array(String),
    at DateTime
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (device_id, at);

CREATE MATERIALIZED VIEW telemetry.event_by_hour
ENGINE = SummingMergeTree
ORDER BY (name, hour_start)
AS
SELECT
    name,
    toStartOfHour(at) AS hour_start,
    count() AS events,
    sum(value) AS total
FROM telemetry.event
GROUP BY name, hour_start;

INSERT INTO telemetry.event (event_id, device_id, name, value, at)
VALUES (generateUUIDv4(), 1, 'boot', 1.5, now());

INSERT INTO telemetry.event
SELECT
    generateUUIDv4() AS event_id,
    number AS device_id,
    'test' AS name,
    rand() AS value,
    ['a', 'b'] AS tags,
    now() AS at
FROM numbers(1000);

SELECT
    name,
    uniqExact(device_id) AS devices,
    quantile(0.95)(value) AS p95,
    argMax(value, at) AS latest,
    groupArray(tags) AS tags,
    countIf(value > 10) AS high
FROM telemetry.event
WHERE at >= now() - INTERVAL 1 DAY
GROUP BY name
ORDER BY devices DESC
LIMIT 10;

SELECT
    device_id,
    tag,
    count() AS events
FROM telemetry.event
ARRAY JOIN tags AS tag
GROUP BY device_id, tag;

SELECT
    e.device_id,
    d.model,
    e.value
FROM telemetry.event AS e
ANY LEFT JOIN telemetry.device AS d ON e.device_id = d.device_id
WHERE d.model = 'x1';

SELECT device_id, value FROM telemetry.event FINAL PREWHERE device_id = 7 WHERE value > 0;

WITH arrayMap(x -> x * 2, [1, 2, 3]) AS doubled
SELECT doubled, arrayFilter(x -> x > 2, doubled) AS kept, tupleElement((1, 'a'), 2) AS letter;

SELECT toDate(at) AS day, name, sum(value) AS total
FROM telemetry.event
GROUP BY day, name WITH ROLLUP;

SELECT at, value FROM telemetry.event ORDER BY at WITH FILL FROM toDate('2025-03-01') TO toDate('2025-03-08') STEP 1;

ALTER TABLE telemetry.event ADD COLUMN IF NOT EXISTS country LowCardinality(String) DEFAULT 'DE' AFTER name;

ALTER TABLE telemetry.event DROP COLUMN IF EXISTS tags;

ALTER TABLE telemetry.event DELETE WHERE at < now() - INTERVAL 1 YEAR;

ALTER TABLE telemetry.event UPDATE value = 0 WHERE value < 0;

CREATE DICTIONARY telemetry.device_names
(
    device_id UInt64,
    model String
)
PRIMARY KEY device_id
SOURCE(CLICKHOUSE(TABLE 'device'))
LIFETIME(MIN 300 MAX 600)
LAYOUT(FLAT());

select name,count() c,max(value) from telemetry.event e left join telemetry.device d using(device_id) where d.model!='x' group by name having c>3 order by c desc;

DROP TABLE IF EXISTS telemetry.old_event SYNC;

TRUNCATE TABLE telemetry.staging;

EXPLAIN SELECT count() FROM telemetry.event;

GRANT SELECT ON telemetry.* TO reader;
