/* Prices of a market, kept as ticks. */

  /* The remark of a second hand, which stands a little to the right. */
CREATE TABLE IF NOT EXISTS market.ticks
(
    `symbol` LowCardinality(String),
    `at` DateTime64(3, 'UTC'),
    `price` Float64,
    `volume` UInt32,
    `span` Tuple(Float64, Float64),
    PROJECTION by_price (SELECT symbol, max(price) AS top GROUP BY symbol),
    PROJECTION by_time (SELECT at, symbol, price ORDER BY at)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (symbol, at);

ALTER TABLE market.ticks ADD PROJECTION IF NOT EXISTS by_volume (SELECT symbol, sum(volume) AS total GROUP BY symbol);
ALTER TABLE market.ticks MATERIALIZE PROJECTION by_volume;
ALTER TABLE market.ticks CLEAR PROJECTION by_time IN PARTITION 202401;
ALTER TABLE market.ticks DROP PROJECTION IF EXISTS by_price;

-- A candle for every minute: those without a tick take the price before.
SELECT
    toStartOfMinute(at) AS minute,
    argMin(price, at) AS opens,
    argMax(price, at) AS closes,
    (min(price), max(price)) AS low_high
FROM market.ticks
WHERE symbol = 'ACME' AND at >= today()
GROUP BY minute
ORDER BY minute ASC WITH FILL STEP 60
INTERPOLATE (closes, opens AS closes);

-- The parts of a tuple go by their numbers.
SELECT
    span.1 AS low,
    span.2 AS high,
    (price, volume).1 AS first_of_two,
    arrayMap(x -> x.1, [(1, 2), (3, 4)]) AS firsts,
    tupleElement(span, 1) AS same
FROM market.ticks
WHERE (span.2 - span.1) > 0.5;

SELECT t.span.1, t.span.2, t.symbol FROM market.ticks AS t LIMIT 1;

-- Sums over every combination, and the sum of all.
SELECT
    symbol,
    toHour(at) AS hour,
    sum(volume) AS volume
FROM market.ticks
GROUP BY CUBE (symbol, hour)
WITH TOTALS
ORDER BY symbol, hour;

SELECT symbol, tag
FROM market.ticks
    ARRAY JOIN
        ['up', 'down'] AS tag
WHERE
    tag = 'up'
LIMIT 1 BY symbol;

SELECT
    symbol,
    /* one remark */
        /* and another, deeper */
    quantileExact(0.5)(price) AS middle
FROM market.ticks
GROUP BY ROLLUP(symbol);
