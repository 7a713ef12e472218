-- What the vendor takes and SQLFluff does not.

CREATE TABLE IF NOT EXISTS web.events
(
    event_id UUID DEFAULT generateUUIDv4(),
    user_id UInt64,
    kind LowCardinality(String),
    url String CODEC(ZSTD(3)),
    params Map(String, String),
    tags Array(String),
    price Nullable(Decimal(12, 2)),
    happened_at DateTime64(3, 'UTC'),
    day Date MATERIALIZED toDate(happened_at),
    INDEX url_index url TYPE bloom_filter GRANULARITY 4
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(happened_at)
ORDER BY (kind, user_id, happened_at)
TTL toDateTime(happened_at) + INTERVAL 90 DAY
SETTINGS index_granularity = 8192;

OPTIMIZE TABLE web.events FINAL;

WITH
    toStartOfWeek(now()) AS week_start,
    (SELECT max(user_id) FROM web.events) AS top_user
SELECT
    kind,
    count() AS events,
    uniq(user_id) AS users,
    quantile(0.95)(price) AS p95,
    countIf(price > 10) AS dear,
    sumIf(price, kind = 'buy') AS revenue,
    groupArray(10)(url) AS urls,
    argMax(url, happened_at) AS last_url,
    topK(3)(url) AS top_urls,
    arrayMap(x -> upper(x), tags) AS upper_tags,
    params['source'] AS source,
    if(kind = 'view', 'v', 'o') AS letter,
    multiIf(price > 100, 'high', price > 10, 'mid', 'low') AS class,
    toStartOfInterval(happened_at, INTERVAL 5 MINUTE) AS slot,
    kind IN ('view', 'click') ? 1 : 0 AS is_plain
FROM web.events
PREWHERE day >= today() - 7
WHERE url LIKE '%shop%' AND has(tags, 'new') AND NOT empty(url)
GROUP BY kind, tags, params, happened_at, price
WITH TOTALS
HAVING events > 1
ORDER BY events DESC
LIMIT 5 BY kind
LIMIT 10 OFFSET 5
SETTINGS max_threads = 4
FORMAT JSONEachRow;

CREATE TABLE web.hits ON CLUSTER main
(
    `event_id` UUID DEFAULT generateUUIDv4(),
    `at` DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    `user_id` UInt64,
    `url` String,
    `country` LowCardinality(String),
    `params` Map(String, String),
    `tags` Array(Nullable(String)),
    `state` Enum8('new' = 1, 'seen' = 2),
    `day` Date MATERIALIZED toDate(at),
    INDEX idx_url url TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/hits', '{replica}', at)
PARTITION BY toYYYYMM(at)
ORDER BY (country, user_id, at)
PRIMARY KEY (country, user_id)
SAMPLE BY user_id
TTL toDateTime(at) + INTERVAL 1 YEAR DELETE
SETTINGS index_granularity = 8192;

SELECT
    country,
    uniq(user_id) AS users,
    uniqMerge(u) AS merged,
    quantiles(0.5, 0.9)(duration) AS q,
    sumIf(amount, state = 'seen') AS s,
    groupArray(10)(url) AS urls,
    topK(5)(url) AS top_urls,
    argMax(url, at) AS last_url
FROM web.hits_all
PREWHERE day >= '2025-01-01'
WHERE country IN ('DE', 'FR') AND url LIKE '/shop%'
GROUP BY country WITH TOTALS
HAVING users > 10
ORDER BY users DESC
LIMIT 5 BY country
LIMIT 100
SETTINGS max_threads = 4;

SELECT * EXCEPT (url) REPLACE (upper(country) AS country) FROM web.hits;

OPTIMIZE TABLE web.hits PARTITION '202501' FINAL DEDUPLICATE;

SHOW CREATE TABLE web.hits;
