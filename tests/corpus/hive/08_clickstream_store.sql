-- The click stream of the shop: external raw files, a bucketed table and a nightly load.
CREATE DATABASE IF NOT EXISTS clicks
COMMENT 'Click stream'
LOCATION '/lake/clicks';

USE clicks;

SET hive.exec.dynamic.partition=true;
SET hive.exec.dynamic.partition.mode=nonstrict;

CREATE EXTERNAL TABLE IF NOT EXISTS raw_clicks (
    visitor STRING,
    page STRING,
    referrer STRING COMMENT 'empty for typed addresses',
    attributes MAP<STRING, STRING>,
    clicked_at TIMESTAMP
)
PARTITIONED BY (day STRING)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS TEXTFILE
LOCATION '/lake/clicks/raw'
TBLPROPERTIES ('serialization.null.format' = '');

CREATE TABLE IF NOT EXISTS sessions (
    visitor STRING,
    session_number INT,
    first_page STRING,
    pages ARRAY<STRING>,
    started_at TIMESTAMP
)
PARTITIONED BY (day STRING)
CLUSTERED BY (visitor) INTO 16 BUCKETS
STORED AS ORC
TBLPROPERTIES ('orc.compress' = 'ZLIB');

INSERT OVERWRITE TABLE sessions PARTITION (day)
SELECT
    visitor,
    session_number,
    min(page) AS first_page,
    collect_list(page) AS pages,
    min(clicked_at) AS started_at,
    day
FROM (
    SELECT
        visitor,
        page,
        clicked_at,
        day,
        row_number() OVER (PARTITION BY visitor, day ORDER BY clicked_at) AS session_number
    FROM raw_clicks
    WHERE day >= date_sub(current_date, 7)
) AS numbered
GROUP BY visitor, session_number, day;

SELECT
    s.visitor,
    p.page_name,
    count(*) AS views
FROM sessions AS s
LATERAL VIEW explode(s.pages) p AS page_name
WHERE s.day = '2031-06-01'
GROUP BY s.visitor, p.page_name
SORT BY views DESC
LIMIT 50;

SELECT
    visitor,
    attributes['device'] AS device,
    parse_url(referrer, 'HOST') AS host
FROM raw_clicks
WHERE referrer RLIKE '^https' AND NOT page IN ('/health', '/ping');
