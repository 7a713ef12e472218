CREATE SCHEMA IF NOT EXISTS events AUTHORIZATION loader;

CREATE TABLE IF NOT EXISTS events.page_views (
    view_id BIGINT IDENTITY(1, 1) NOT NULL,
    user_id BIGINT ENCODE az64,
    url VARCHAR(2048) ENCODE zstd,
    referrer VARCHAR(MAX),
    seen_at TIMESTAMP NOT NULL SORTKEY,
    country CHAR(2) DEFAULT 'DE',
    payload SUPER,
    PRIMARY KEY (view_id)
)
DISTSTYLE KEY
DISTKEY (user_id)
COMPOUND SORTKEY (seen_at, user_id);

CREATE TEMP TABLE staging (LIKE events.page_views INCLUDING DEFAULTS);

COPY events.page_views (user_id, url, seen_at)
FROM 's3://example-bucket/views/2025/'
IAM_ROLE 'arn:aws:iam::123456789012:role/loader'
FORMAT AS JSON 'auto'
GZIP
TIMEFORMAT 'auto'
MAXERROR 10
REGION 'eu-central-1';

UNLOAD ('SELECT user_id, COUNT(*) FROM events.page_views GROUP BY user_id')
TO 's3://example-bucket/out/'
IAM_ROLE 'arn:aws:iam::123456789012:role/loader'
PARQUET
ALLOWOVERWRITE
PARALLEL OFF;

CREATE EXTERNAL SCHEMA spectrum
FROM DATA CATALOG
DATABASE 'lake'
IAM_ROLE 'arn:aws:iam::123456789012:role/spectrum'
CREATE EXTERNAL DATABASE IF NOT EXISTS;

CREATE MATERIALIZED VIEW events.daily
AUTO REFRESH YES
AS
SELECT TRUNC(seen_at) AS day, COUNT(*) AS views FROM events.page_views GROUP BY TRUNC(seen_at);

ALTER TABLE events.page_views ADD COLUMN device VARCHAR(20) DEFAULT 'web';
ALTER TABLE events.page_views ALTER DISTKEY user_id;
ALTER TABLE events.page_views APPEND FROM staging;
GRANT SELECT ON ALL TABLES IN SCHEMA events TO GROUP analysts;
GRANT USAGE ON SCHEMA events TO ROLE reader;
VACUUM FULL events.page_views;
ANALYZE events.page_views;
DROP TABLE IF EXISTS staging;
