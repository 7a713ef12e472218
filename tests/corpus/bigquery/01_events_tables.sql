-- Tables of the web events, as the first migration makes them.
CREATE SCHEMA IF NOT EXISTS `acme-prod.analytics`
OPTIONS (location = 'EU', description = 'events of the site');

CREATE TABLE IF NOT EXISTS `acme-prod.analytics.events`
(
    event_id STRING NOT NULL OPTIONS (description = 'from the client'),
    user_id INT64,
    session STRUCT<id STRING, started_at TIMESTAMP, pages ARRAY<STRING>>,
    params ARRAY<STRUCT<key STRING, value STRUCT<string_value STRING, int_value INT64>>>,
    revenue NUMERIC(12, 2) DEFAULT 0,
    is_bot BOOL NOT NULL,
    happened_at TIMESTAMP NOT NULL,
    PRIMARY KEY (event_id) NOT ENFORCED
)
PARTITION BY DATE(happened_at)
CLUSTER BY user_id, event_id
OPTIONS (
    partition_expiration_days = 400,
    require_partition_filter = TRUE,
    labels = [('team', 'web')]
);

CREATE OR REPLACE TABLE analytics.daily AS
SELECT
    DATE(happened_at) AS day,
    COUNT(*) AS events,
    COUNT(DISTINCT user_id) AS users
FROM analytics.events
WHERE DATE(happened_at) >= DATE_SUB(CURRENT_DATE(), INTERVAL 30 DAY)
GROUP BY day;

CREATE OR REPLACE VIEW analytics.human_events
OPTIONS (description = 'without bots')
AS
SELECT * EXCEPT (is_bot) FROM analytics.events WHERE NOT is_bot;

CREATE MATERIALIZED VIEW analytics.users_by_day
AS SELECT user_id, DATE(happened_at) AS day, COUNT(*) AS n FROM analytics.events GROUP BY user_id, day;

ALTER TABLE analytics.events ADD COLUMN IF NOT EXISTS country STRING;
ALTER TABLE analytics.events SET OPTIONS (description = 'one row an event');
ALTER TABLE analytics.events ALTER COLUMN country SET DATA TYPE STRING;
ALTER TABLE analytics.events DROP COLUMN country;
ALTER TABLE analytics.daily RENAME TO daily_old;
DROP TABLE IF EXISTS analytics.daily_old;
DROP VIEW analytics.old_view;

CREATE TEMP TABLE picked AS SELECT 1 AS id;
CREATE SNAPSHOT TABLE analytics.events_copy CLONE analytics.events;
CREATE EXTERNAL TABLE analytics.uploads
OPTIONS (format = 'CSV', uris = ['gs://acme/uploads/*.csv'], skip_leading_rows = 1);
TRUNCATE TABLE analytics.picked;
