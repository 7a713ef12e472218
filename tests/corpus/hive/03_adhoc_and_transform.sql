-- Ad hoc work of the log team: scripts, samples, buckets.
SET hive.exec.dynamic.partition.mode = nonstrict;

USE weblog;

CREATE TEMPORARY TABLE weblog.bots AS
SELECT DISTINCT agent FROM weblog.hits WHERE agent RLIKE '(?i)bot|crawler';

CREATE TABLE IF NOT EXISTS weblog.hits_bucketed (
    user_id BIGINT COMMENT 'null for strangers',
    url STRING,
    took_ms INT,
    headers MAP<STRING, STRING>,
    place STRUCT<country: STRING, city: STRING>
)
COMMENT 'hits, by user'
PARTITIONED BY (day STRING)
CLUSTERED BY (user_id) SORTED BY (user_id ASC) INTO 32 BUCKETS
STORED AS ORC
TBLPROPERTIES ('orc.compress' = 'ZLIB', 'transactional' = 'true');

FROM weblog.hits AS h
INSERT OVERWRITE TABLE weblog.hits_bucketed PARTITION (day)
SELECT h.user_id, h.url, h.took_ms, h.headers, h.place, h.day
WHERE h.status = 200
INSERT INTO TABLE weblog.errors
SELECT h.url, h.status, h.day
WHERE h.status >= 500;

SELECT
    country,
    exploded.header_name,
    count(*) AS hits
FROM weblog.hits_by_country
LATERAL VIEW OUTER explode(headers) exploded AS header_name, header_value
WHERE header_value IS NOT NULL
GROUP BY country, exploded.header_name;

SELECT
    user_id,
    url,
    took_ms,
    ntile(4) OVER (PARTITION BY user_id ORDER BY took_ms) AS quarter,
    first_value(url) OVER (PARTITION BY user_id ORDER BY seen_at) AS entry,
    get_json_object(payload, '$.campaign') AS campaign,
    if(took_ms > 1000, 'slow', 'fast') AS speed
FROM weblog.hits
DISTRIBUTE BY user_id
SORT BY user_id, seen_at;

SELECT count(*) FROM weblog.hits_bucketed TABLESAMPLE (BUCKET 1 OUT OF 32 ON user_id) AS s;

SELECT h.day, count(*) AS hits
FROM weblog.hits AS h
LEFT SEMI JOIN weblog.users AS u ON h.user_id = u.user_id
WHERE h.day BETWEEN '2025-03-01' AND '2025-03-07'
GROUP BY h.day
HAVING count(*) > 1000
ORDER BY hits DESC
LIMIT 10;

UPDATE weblog.hits_bucketed SET took_ms = 0 WHERE took_ms < 0;

DELETE FROM weblog.hits_bucketed WHERE day < '2024-01-01';

MERGE INTO weblog.users AS t
USING weblog.users_delta AS s
ON t.user_id = s.user_id
WHEN MATCHED AND s.gone THEN DELETE
WHEN MATCHED THEN UPDATE SET name = s.name
WHEN NOT MATCHED THEN INSERT VALUES (s.user_id, s.name);

select h.url,count(*) Cnt,max(h.took_ms) from weblog.hits h left outer join weblog.bots b on b.agent=h.agent
where b.agent is null and h.status!=404 group by h.url having count(*)>10;

EXPLAIN SELECT count(*) FROM weblog.hits;

CREATE VIEW weblog.slow AS SELECT url FROM weblog.hits WHERE took_ms > 1000;

MSCK REPAIR TABLE weblog.hits;

DROP TABLE IF EXISTS weblog.bots PURGE;
