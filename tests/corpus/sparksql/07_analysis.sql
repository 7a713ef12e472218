WITH sessions AS (
    SELECT
        user_id,
        started_at,
        film_id,
        sum(is_new) OVER (PARTITION BY user_id ORDER BY started_at ROWS UNBOUNDED PRECEDING) AS session_no
    FROM (
        SELECT
            *,
            IF(unix_timestamp(started_at) - unix_timestamp(lag(started_at) OVER (PARTITION BY user_id ORDER BY started_at)) > 1800, 1, 0) AS is_new
        FROM plays
    )
)

SELECT
    user_id,
    session_no,
    min(started_at) AS first_at,
    max(started_at) AS last_at,
    collect_list(struct(film_id, started_at)) AS films,
    sort_array(collect_set(film_id), FALSE) AS distinct_films
FROM sessions
GROUP BY user_id, session_no
SORT BY user_id;

SELECT country, device.os, count(*) AS plays
FROM plays
GROUP BY country, device.os WITH ROLLUP
ORDER BY country NULLS LAST, plays DESC NULLS FIRST;

SELECT country, grouping_id(country, os) AS g, sum(seconds) AS s
FROM flat_plays
GROUP BY GROUPING SETS ((country, os), (country), ());

SELECT country, os, sum(seconds) FROM flat_plays GROUP BY CUBE (country, os);

SELECT
    user_id,
    approx_percentile(seconds, array(0.5, 0.9, 0.99)) AS percentiles,
    first_value(film_id) IGNORE NULLS OVER (PARTITION BY user_id ORDER BY started_at) AS first_film,
    sum(seconds) FILTER (WHERE country = 'DE') AS german_seconds,
    any_value(country)
FROM plays
GROUP BY user_id, film_id, started_at;

SELECT p.user_id, key, value
FROM plays AS p
LATERAL VIEW explode(p.attributes) AS key, value
LATERAL VIEW OUTER posexplode(value) pe AS pos, element
WHERE element RLIKE '^[a-z]+$';

SELECT * FROM (
    SELECT year(started_at) AS yr, country, seconds FROM plays
) PIVOT (
    sum(seconds) AS total, count(*) AS n
    FOR country IN ('DE' AS de, 'FR' AS fr)
);

SELECT /*+ MERGE(f), SHUFFLE_HASH(p) */ p.user_id, f.title
FROM plays AS p
INNER JOIN films AS f ON p.film_id = f.film_id
LEFT SEMI JOIN subscribers AS s ON p.user_id = s.user_id;

SELECT u.user_id FROM users AS u LEFT ANTI JOIN plays AS p ON u.user_id = p.user_id;

SELECT user_id FROM plays WHERE country = 'DE' MINUS SELECT user_id FROM subscribers;

SELECT user_id FROM plays INTERSECT ALL SELECT user_id FROM subscribers;

SELECT film_id, seconds FROM plays DISTRIBUTE BY film_id SORT BY seconds DESC;

SELECT film_id FROM plays CLUSTER BY film_id;

SELECT * FROM range(0, 100, 5, 4) AS r (n);

SELECT * FROM parquet.`/data/plays/2025`;

SELECT id, x.a, transform(xs, (v, i) -> v + i) AS shifted, exists(xs, v -> v IS NULL) AS holes FROM nested AS x;

SELECT date'2025-01-01' + INTERVAL '1' MONTH, timestamp'2025-01-01 10:00:00', INTERVAL 3 HOURS 20 MINUTES, INTERVAL '2-3' YEAR TO MONTH;

SELECT CAST('1' AS INT), '1'::INT, int('1'), DATE '2020-02-02', !TRUE, ~5, 5 % 3, 5 ^ 3, 5 & 3 | 1;

SELECT TRANSFORM (user_id, film_id) USING 'python score.py' AS (user_id STRING, score DOUBLE) FROM plays;

SELECT * FROM a NATURAL FULL OUTER JOIN b;

FROM plays
INSERT OVERWRITE TABLE german SELECT user_id WHERE country = 'DE'
INSERT INTO french SELECT user_id WHERE country = 'FR';

INSERT OVERWRITE DIRECTORY '/out/plays' USING parquet OPTIONS ('compression' = 'snappy') SELECT * FROM plays;

INSERT OVERWRITE LOCAL DIRECTORY '/tmp/out' ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' SELECT * FROM plays;

INSERT INTO plays PARTITION (film_id = 3) (user_id, seconds) VALUES (1, 20), (2, 30);

INSERT INTO TABLE archive TABLE plays;

DELETE FROM plays WHERE started_at < '2020-01-01' AND EXISTS (SELECT 1 FROM archive WHERE archive.user_id = plays.user_id);
