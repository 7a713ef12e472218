CREATE DATABASE IF NOT EXISTS shop COMMENT 'the shop' LOCATION '/warehouse/shop';

CREATE EXTERNAL TABLE IF NOT EXISTS shop.hits (
    user_id BIGINT COMMENT 'who',
    url STRING,
    props MAP<STRING, STRING>,
    tags ARRAY<STRING>,
    info STRUCT<a: INT, b: STRING>
)
PARTITIONED BY (seen_on STRING)
CLUSTERED BY (user_id) INTO 32 BUCKETS
ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LINES TERMINATED BY '\n'
STORED AS TEXTFILE
LOCATION '/data/hits'
TBLPROPERTIES ('skip.header.line.count' = '1');

CREATE TABLE shop.daily STORED AS ORC AS
SELECT seen_on, count(*) AS hits FROM shop.hits GROUP BY seen_on;

MSCK REPAIR TABLE shop.hits;

SET hive.exec.dynamic.partition = true;

INSERT OVERWRITE TABLE shop.hits PARTITION (seen_on = '2025-01-02')
SELECT user_id, url, props, tags, info FROM shop.raw_hits WHERE seen_on = '2025-01-02';

INSERT INTO TABLE shop.daily VALUES ('2025-01-01', 5);

SELECT
    v.user_id,
    tag,
    v.props['source'] AS source,
    count(DISTINCT v.url) AS urls,
    collect_set(v.url) AS url_set,
    nvl(max(v.info.b), 'none') AS b,
    if(count(*) > 10, 'many', 'few') AS class,
    from_unixtime(unix_timestamp(), 'yyyy-MM-dd') AS today
FROM shop.hits v
LATERAL VIEW explode(v.tags) t AS tag
WHERE v.seen_on BETWEEN '2025-01-01' AND '2025-01-31' AND v.url RLIKE '^/shop'
GROUP BY v.user_id, tag, v.props['source']
HAVING count(*) > 1
DISTRIBUTE BY v.user_id
SORT BY urls DESC;

SELECT a.user_id FROM shop.hits a LEFT SEMI JOIN shop.vips b ON a.user_id = b.user_id;

select v.user_id,count(*) C from shop.hits v join shop.people u on u.id=v.user_id where u.name is null group by v.user_id order by C desc limit 5;

SELECT seen_on, sum(hits) OVER (ORDER BY seen_on ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS week FROM shop.daily;

DROP TABLE IF EXISTS shop.old PURGE;

