CREATE TABLE IF NOT EXISTS shop.orders ON CLUSTER main
(
    `order_id` UInt64,
    placed DateTime64(3, 'UTC') CODEC(Delta(8), LZ4),
    channel LowCardinality(String) DEFAULT 'web',
    state Enum8('open' = 1, 'shipped' = 2),
    place Tuple(lat Float64, lon Nullable(Float64)),
    total Float32 ALIAS net * 1.2,
    is_big UInt8 MATERIALIZED total > 100,
    note String TTL placed + INTERVAL 3 MONTH,
    CONSTRAINT positive CHECK net > 0
)
ENGINE = ReplicatedMergeTree('/orders', '{replica}')
PARTITION BY toYYYYMM(placed)
ORDER BY (order_id, placed)
SETTINGS index_granularity = 8192;

CREATE MATERIALIZED VIEW shop.daily TO shop.days AS SELECT toDate(placed) AS day, sum(net) AS net FROM shop.orders GROUP BY day;

CREATE DICTIONARY shop.countries (code String, name String DEFAULT 'none')
PRIMARY KEY code
SOURCE(CLICKHOUSE(HOST 'localhost' PORT 9000 TABLE 'countries'))
LAYOUT(HASHED())
LIFETIME(MIN 300 MAX 600);

ALTER TABLE shop.orders ADD COLUMN IF NOT EXISTS tag String DEFAULT '' AFTER channel, DROP COLUMN note;

ALTER TABLE shop.orders DELETE WHERE state = 'open';

EXCHANGE TABLES shop.orders AND shop.orders_new;

TRUNCATE TABLE IF EXISTS shop.days ON CLUSTER main SYNC;

SYSTEM STOP TTL MERGES shop.orders;

OPTIMIZE TABLE shop.orders FINAL;

ALTER TABLE shop.visits UPDATE agent = '', path = lower(path) WHERE day < '2024-01-01' SETTINGS mutations_sync = 2;

ALTER TABLE shop.visits DELETE WHERE agent = 'bot' SETTINGS mutations_sync = 1;
CREATE DATABASE mirror ENGINE = MaterializedPostgreSQL('host', 'db') SETTINGS tables = 'a' COMMENT 'b';
CREATE TABLE copy COMMENT 'c' AS SELECT 1;
CREATE TABLE copy AS (SELECT 1) COMMENT 'c';
CREATE TABLE copy (a Int8) ENGINE = Log COMMENT 'c' AS source;
TRUNCATE ALL TABLES FROM IF EXISTS d NOT LIKE 'a%' ON CLUSTER c;
ALTER TABLE events DROP PART 'all_4_4_0';
RENAME DATABASE staging TO live;
