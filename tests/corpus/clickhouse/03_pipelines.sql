CREATE DATABASE IF NOT EXISTS web ON CLUSTER main;

CREATE TABLE web.hits_all AS web.hits ENGINE = Distributed(main, web, hits, rand());

CREATE MATERIALIZED VIEW web.daily_mv TO web.daily AS
SELECT toDate(at) AS day, country, uniqState(user_id) AS users, countState() AS hits
FROM web.hits
GROUP BY day, country;

CREATE DICTIONARY web.countries (code String, name String DEFAULT '')
PRIMARY KEY code
SOURCE(CLICKHOUSE(TABLE 'country_names' DB 'web'))
LAYOUT(COMPLEX_KEY_HASHED())
LIFETIME(MIN 300 MAX 600);

ALTER TABLE web.hits ADD COLUMN IF NOT EXISTS referrer String DEFAULT '' AFTER url;

ALTER TABLE web.hits MODIFY COLUMN url String CODEC(ZSTD(3));

ALTER TABLE web.hits DROP PARTITION '202401';

ALTER TABLE web.hits UPDATE state = 'seen' WHERE user_id = 5;

ALTER TABLE web.hits DELETE WHERE at < now() - INTERVAL 2 YEAR;

ALTER TABLE web.hits MODIFY TTL toDateTime(at) + INTERVAL 6 MONTH;

INSERT INTO web.hits (at, user_id, url) VALUES (now(), 1, '/a'), (now(), 2, '/b');

INSERT INTO web.daily SELECT day, country, uniqState(user_id), countState() FROM web.hits GROUP BY day, country;

SELECT * FROM web.hits FINAL SAMPLE 0.1 WHERE user_id = 3 FORMAT JSONEachRow;

SELECT user_id, tag FROM web.hits ARRAY JOIN tags AS tag;

SELECT user_id, arrayMap(x -> x * 2, [1, 2, 3]) AS d, arrayFilter((x, i) -> i > 1, a, arrayEnumerate(a)) AS f, params['utm'] AS utm, tags[1], tuple(1, 'a') FROM web.hits LEFT ARRAY JOIN nested AS n;

WITH (SELECT max(at) FROM web.hits) AS latest, 10 AS n SELECT user_id FROM web.hits WHERE at > latest - n;

WITH top AS (SELECT user_id FROM web.hits GROUP BY user_id ORDER BY count() DESC LIMIT 10) SELECT h.url FROM web.hits AS h GLOBAL ANY LEFT JOIN top AS t USING (user_id);

SELECT h.user_id, p.price FROM web.hits AS h ASOF LEFT JOIN web.prices AS p ON h.sku = p.sku AND h.at >= p.since;

SELECT toStartOfHour(at) AS h, count() AS c, runningDifference(c) FROM web.hits GROUP BY h ORDER BY h WITH FILL FROM 0 TO 10 STEP 1;

SELECT number, if(number % 2 = 0, 'even', 'odd'), number > 3 ? 'a' : 'b', dictGet('web.countries', 'name', 'DE'), CAST(number AS Float64), number::String, toDate('2025-01-01') FROM numbers(10);

SELECT COLUMNS('^u') APPLY(max) FROM web.hits;

SELECT count() FROM s3('https://bucket/x.csv', 'CSV', 'a String, b UInt8') WHERE a != '';

SELECT sum(x) OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS r FROM t WINDOW w AS (ORDER BY c);

EXCHANGE TABLES web.a AND web.b;

RENAME TABLE web.a TO web.c;

TRUNCATE TABLE IF EXISTS web.tmp;

DROP TABLE IF EXISTS web.old ON CLUSTER main SYNC;

GRANT SELECT ON web.* TO reader;

CREATE USER IF NOT EXISTS reader IDENTIFIED WITH sha256_password BY 'x';

EXPLAIN SELECT 1;
