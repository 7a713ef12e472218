-- Feeds from file servers, read, checked and let go.
DROP EXTERNAL TABLE IF EXISTS feed.shipments_ext;
DROP EXTERNAL WEB TABLE IF EXISTS feed.host_load CASCADE;

CREATE EXTERNAL TABLE feed.shipments_ext (
    shipment_id bigint,
    weight numeric(10, 2),
    shipped_on date,
    remark text
)
LOCATION (
    'gpfdist://files-1:8081/shipments/*.txt',
    'gpfdist://files-2:8081/shipments/*.txt'
)
FORMAT 'TEXT' (DELIMITER '|');

CREATE TABLE feed.shipments (
    shipment_id bigint NOT NULL,
    weight numeric(10, 2),
    shipped_on date,
    remark text
)
DISTRIBUTED BY (shipment_id);

INSERT INTO feed.shipments
SELECT
    shipment_id,
    weight,
    shipped_on,
    trim(remark)
FROM feed.shipments_ext
WHERE weight > 0;

SELECT
    s.shipped_on,
    count(*) AS shipments,
    sum(s.weight) AS weight
FROM feed.shipments AS s
GROUP BY s.shipped_on
ORDER BY s.shipped_on;

CREATE TABLE feed.shipments_by_day AS
SELECT shipped_on, count(*) AS shipments
FROM feed.shipments
GROUP BY shipped_on
DISTRIBUTED BY (shipped_on);

ANALYZE feed.shipments;
DROP EXTERNAL TABLE feed.shipments_ext;
DROP EXTERNAL WEB TABLE feed.host_load RESTRICT;
DROP TABLE IF EXISTS feed.shipments_by_day;
