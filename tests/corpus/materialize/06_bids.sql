-- An auction that answers while it goes on.
CREATE MATERIALIZED VIEW IF NOT EXISTS bids_read AS
    SELECT
        val->>'bidder' AS bidder,
        (val->'lot')::int AS lot,
        (val->'amount')::numeric AS amount,
        (val->'when'->'placed')::float::int AS placed,
        val->'meta'->>'source' AS source,
        val->>'user' AS user
    FROM (SELECT data::jsonb AS val FROM bids_raw);

CREATE MATERIALIZED VIEW IF NOT EXISTS lots_open AS
    SELECT lot, count(*) FROM bids_read GROUP BY lot;

CREATE MATERIALIZED VIEW IF NOT EXISTS highest AS
SELECT b.lot, l.title, max(b.amount) as amount, COUNT(*) AS bids
FROM bids_read AS b
INNER JOIN lots AS l ON b.lot = l.lot
WHERE EXTRACT(EPOCH FROM (l.ends_at + INTERVAL '30 seconds'))::bigint * 1000 > mz_now()
GROUP BY b.lot, l.title;

CREATE VIEW lot_words AS
    SELECT
        *,
        regexp_match(title, '(oil|print)')[1] AS kind,
        SUBSTRING(title FROM 1 FOR 20) AS short_title,
        POSITION('oil' IN title) AS at
    FROM (
        SELECT
            lot,
            lower(title) AS title
        FROM lots
    );

CREATE MATERIALIZED VIEW last_ten AS
    SELECT
        grp.lot,
        b.bidder,
        b.amount
    FROM (SELECT DISTINCT lot FROM bids_read) grp,
    LATERAL (
        SELECT bidder, amount FROM bids_read
        WHERE lot = grp.lot
        ORDER BY placed DESC LIMIT 10
    ) b;

CREATE INDEX highest_by_lot ON highest (lot);

SELECT
    lot,
    title,
    amount
FROM highest
WHERE mz_now() < ends_at + INTERVAL '5' MINUTE
AND amount > 100
ORDER BY amount DESC
LIMIT 3;

EXPLAIN SELECT lot FROM highest;
EXPLAIN ANALYZE SELECT lot FROM highest;
EXPLAIN OPTIMIZED PLAN FOR SELECT lot FROM highest;
EXPLAIN (VERBOSE) SELECT 1;
SHOW MATERIALIZED VIEWS;
SHOW INDEXES FROM highest;
