-- Tables that nothing sorts, and a database that keeps itself in step.
CREATE DATABASE IF NOT EXISTS audit
ENGINE = Replicated('/clickhouse/databases/{shard}/audit', '{shard}', '{replica}');

CREATE DATABASE scratch ENGINE = Atomic;
CREATE DATABASE sleepy ENGINE = Lazy(600) COMMENT 'closed after ten minutes';

CREATE TABLE IF NOT EXISTS audit.raw_lines
(
    `received_at` DateTime64(3) DEFAULT now64(3),
    `host` LowCardinality(String),
    `line` String CODEC(ZSTD(3))
)
ENGINE = MergeTree
ORDER BY tuple()
TTL toDateTime(received_at) + INTERVAL 14 DAY;

CREATE TABLE audit.keys
(
    `key` String,
    `seen` UInt64 MATERIALIZED cityHash64(key),
    `note` String ALIAS concat(key, '!')
)
ENGINE = ReplacingMergeTree
PRIMARY KEY tuple()
ORDER BY (key)
PARTITION BY tuple();

CREATE TABLE audit.buckets
(
    `bucket` UInt32,
    `hits` UInt64
)
ENGINE = SummingMergeTree(hits)
ORDER BY bucket;

CREATE MATERIALIZED VIEW audit.hosts_mv
ENGINE = SummingMergeTree
ORDER BY (host, day)
AS SELECT
    host,
    toDate(received_at) AS day,
    count() AS lines
FROM audit.raw_lines
GROUP BY host, day;

INSERT INTO audit.raw_lines (host, line) VALUES ('web-1', 'started'), ('web-2', 'stopped');

SELECT
    host,
    uniq(line) AS kinds,
    quantile(0.95)(length(line)) AS p95
FROM audit.raw_lines
WHERE received_at > now() - INTERVAL 1 HOUR AND host IN ('web-1', 'web-2')
GROUP BY host
HAVING kinds > 1
ORDER BY p95 DESC
LIMIT 10;

ALTER TABLE audit.raw_lines ADD COLUMN IF NOT EXISTS severity UInt8 DEFAULT 0 AFTER host;
ALTER TABLE audit.raw_lines MODIFY TTL toDateTime(received_at) + INTERVAL 30 DAY;
ALTER TABLE audit.raw_lines DELETE WHERE host = 'web-0';
