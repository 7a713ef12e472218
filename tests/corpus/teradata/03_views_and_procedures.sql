-- What analysts see, and who may.
REPLACE VIEW telco_v.caller AS
LOCKING ROW FOR ACCESS
SELECT
    caller_no,
    tariff
FROM telco.caller;

CREATE VIEW telco_v.call_today AS
SELECT
    call_id,
    caller_no,
    started_at
FROM telco.call_record
WHERE CAST(started_at AS DATE) = CURRENT_DATE;

CREATE TABLE telco.tower (
    tower_id INTEGER NOT NULL,
    name VARCHAR(60),
    opened_on DATE FORMAT 'YYYY-MM-DD',
    height_m SMALLINT
)
UNIQUE PRIMARY INDEX (tower_id)
PARTITION BY RANGE_N(opened_on BETWEEN DATE '2000-01-01' AND DATE '2030-12-31' EACH INTERVAL '1' YEAR);

CREATE SET TABLE telco.tariff, FALLBACK (
    tariff_id INTEGER,
    name VARCHAR(40),
    valid_from DATE,
    valid_to DATE
)
NO PRIMARY INDEX;

ALTER TABLE telco.tower ADD operator_name VARCHAR(30);

DATABASE telco;

SET QUERY_BAND = 'job=nightly;step=views;' FOR SESSION;

GRANT SELECT ON telco_v TO analyst;

REVOKE SELECT ON telco.caller FROM analyst;

COMMENT ON TABLE telco.tower IS 'towers that stand';

RENAME TABLE telco.old_tower TO telco.older_tower;

SELECT
    tower_id,
    name,
    height_m,
    RANK() OVER (ORDER BY height_m DESC) AS place,
    EXTRACT(YEAR FROM opened_on) AS opened_in,
    opened_on + INTERVAL '10' YEAR AS due_on
FROM telco.tower
WHERE opened_on BETWEEN DATE '2010-01-01' AND CURRENT_DATE
ORDER BY height_m DESC;

SELECT
    caller_no,
    SUM(CASE WHEN duration_s > 60 THEN 1 ELSE 0 END) AS long_calls,
    PERCENT_RANK() OVER (ORDER BY SUM(duration_s)) AS share
FROM telco.call_record
GROUP BY caller_no
HAVING COUNT(*) > 10;

SELECT tariff_id FROM telco.tariff MINUS SELECT tariff FROM telco.caller;
