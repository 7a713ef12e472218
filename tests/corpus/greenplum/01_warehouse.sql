-- Star schema of the ticket office on a cluster of segments.
CREATE SCHEMA tickets;

CREATE TABLE tickets.venue (
    venue_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    city TEXT
)
DISTRIBUTED REPLICATED;

CREATE TABLE tickets.sale_by_channel (
    sale_id BIGINT,
    channel TEXT,
    amount NUMERIC(12, 2)
)
DISTRIBUTED BY (sale_id)
PARTITION BY LIST (channel) (
    PARTITION web VALUES ('web', 'app'),
    PARTITION shop VALUES ('shop'),
    DEFAULT PARTITION rest
);

CREATE TABLE tickets.staging (LIKE tickets.sale) DISTRIBUTED RANDOMLY;

CREATE EXTERNAL WEB TABLE tickets.disk_free (host TEXT, free TEXT)
EXECUTE 'df -h | tail -1' ON HOST
FORMAT 'TEXT' (DELIMITER '|');

INSERT INTO tickets.sale
SELECT
    sale_id,
    venue_id,
    sold_on,
    amount,
    channel
FROM tickets.sale_ext
WHERE sold_on >= DATE '2025-01-01';

CREATE TABLE tickets.sale_per_day AS
SELECT
    sold_on,
    count(*) AS sales,
    sum(amount) AS amount
FROM tickets.sale
GROUP BY sold_on
DISTRIBUTED BY (sold_on);

CREATE INDEX sale_day ON tickets.sale USING bitmap (sold_on);

ANALYZE tickets.sale;

VACUUM tickets.sale;

COPY tickets.venue FROM '/data/venues.csv' WITH (FORMAT csv, HEADER true);

GRANT SELECT ON ALL TABLES IN SCHEMA tickets TO reader;
