-- Clicks on advertisements: tables with encodings, projections and the load of an hour.
CREATE SCHEMA IF NOT EXISTS ads;

CREATE TABLE IF NOT EXISTS ads.click (
    click_id IDENTITY(1, 1),
    campaign_id INTEGER NOT NULL ENCODING RLE,
    visitor VARCHAR(64) ENCODING AUTO,
    price NUMERIC(10, 4),
    clicked_at TIMESTAMP NOT NULL DEFAULT NOW()
)
ORDER BY campaign_id, clicked_at
SEGMENTED BY HASH(click_id) ALL NODES KSAFE 1
PARTITION BY clicked_at::DATE;

CREATE PROJECTION ads.click_by_campaign (
    campaign_id ENCODING RLE,
    clicked_at ENCODING DELTARANGE_COMP,
    price
) AS
SELECT
    campaign_id,
    clicked_at,
    price
FROM ads.click
ORDER BY campaign_id, clicked_at
SEGMENTED BY HASH(campaign_id) ALL NODES;

CREATE PROJECTION ads.campaign_everywhere AS
SELECT
    campaign_id,
    label
FROM ads.campaign
ORDER BY campaign_id
UNSEGMENTED ALL NODES;

SELECT refresh('ads.click');

COPY ads.click (campaign_id, visitor, price, clicked_at)
FROM LOCAL '/exports/clicks.csv' DELIMITER ',';

SELECT
    campaign_id,
    slice_time,
    TS_FIRST_VALUE(price, 'LINEAR') AS price
FROM ads.click
TIMESERIES slice_time AS '1 hour' OVER (PARTITION BY campaign_id ORDER BY clicked_at);

SELECT
    c.campaign_id,
    c.clicked_at::DATE AS day,
    COUNT(DISTINCT c.visitor) AS visitors,
    SUM(c.price) AS spent
FROM ads.click AS c
INNER JOIN ads.campaign AS m ON c.campaign_id = m.campaign_id
WHERE c.clicked_at >= NOW() - INTERVAL '7 days'
GROUP BY c.campaign_id, c.clicked_at::DATE
ORDER BY c.campaign_id, day
LIMIT 100;

GRANT SELECT ON ads.click TO analyst;
