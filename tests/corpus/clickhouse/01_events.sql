CREATE DATABASE IF NOT EXISTS web ENGINE = Atomic;

CREATE MATERIALIZED VIEW web.daily
ENGINE = SummingMergeTree
ORDER BY (day, kind)
AS
SELECT
    toDate(happened_at) AS day,
    kind,
    count() AS events,
    uniqState(user_id) AS users
FROM web.events
GROUP BY day, kind;

CREATE TABLE web.events_all AS web.events ENGINE = Distributed('main', 'web', 'events', rand());

ALTER TABLE web.events ADD COLUMN country String DEFAULT 'DE' AFTER url;

ALTER TABLE web.events DROP PARTITION '202401';

INSERT INTO web.events (user_id, kind, url) VALUES (1, 'view', '/'), (2, 'click', '/shop');

INSERT INTO web.events SELECT * FROM web.staging;

DROP TABLE IF EXISTS web.staging SYNC;

RENAME TABLE web.old TO web.older;
