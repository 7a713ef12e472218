SELECT
    DATE '2025-01-01' AS d,
    TIMESTAMP '2025-01-01 00:00:00 UTC' AS ts,
    DATETIME '2025-01-01 00:00:00' AS dt,
    TIME '12:00:00' AS t,
    NUMERIC '1.5' AS n,
    BIGNUMERIC '1.5' AS bn,
    JSON '{"a": 1}' AS j,
    b'bytes' AS b,
    r'raw\d+' AS r,
    rb"raw bytes" AS rb,
    """three "quotes" here""" AS t3,
    'it\'s' AS escaped,
    0xFF AS hex,
    1e10 AS e,
    .5 AS half,
    [1, 2, 3] AS a,
    ARRAY<STRING>['x', 'y'] AS sa,
    STRUCT<a INT64, b STRING>(1, 'x') AS s,
    (1, 'x', TRUE) AS tuple,
    INTERVAL 5 DAY AS i,
    INTERVAL '1-2 3 4:5:6' YEAR TO SECOND AS long_interval,
    CAST('2025' AS INT64) AS c,
    SAFE_CAST('x' AS FLOAT64) AS sc,
    CAST(CURRENT_DATE() AS STRING FORMAT 'YYYY-MM') AS month,
    EXTRACT(DAYOFWEEK FROM CURRENT_DATE()) AS weekday,
    EXTRACT(ISOWEEK FROM CURRENT_TIMESTAMP() AT TIME ZONE 'Europe/Berlin') AS week,
    IF(TRUE, 1, 0) AS one,
    SAFE.SUBSTR('foo', 0, -2) AS sub,
    NET.HOST('https://example.com') AS host,
    ST_GEOGPOINT(13.4, 52.5) AS spot,
    GENERATE_ARRAY(1, 10, 2) AS odd,
    j.a AS json_a,
    JSON_VALUE(j, '$.a') AS json_value,
    @param AS named_param,
    @@project_id AS project;

SELECT AS STRUCT 1 AS a, 2 AS b;
SELECT AS VALUE STRUCT(1 AS a, 'x' AS b);
SELECT DISTINCT x FROM UNNEST([1, 1, 2]) AS x;
SELECT * REPLACE (UPPER(name) AS name) FROM analytics.shops;
SELECT * EXCEPT (a, b) REPLACE (c + 1 AS c) FROM t;
SELECT t.* FROM t;
SELECT day FROM UNNEST(GENERATE_DATE_ARRAY('2025-01-01', '2025-02-01', INTERVAL 1 WEEK)) AS day;
SELECT a FROM t1 UNION ALL SELECT a FROM t2 EXCEPT DISTINCT SELECT a FROM t3;
SELECT x FROM t WHERE x IN UNNEST([1, 2]) AND y NOT IN (SELECT y FROM u) AND z IS NOT DISTINCT FROM 3;
SELECT FORMAT('%d of %s', 1, 'two'), COALESCE(NULL, 1), NULLIF(1, 1), IFNULL(NULL, 2);
SELECT x << 2 | 1 & 3 ^ 4, ~x, -x FROM t;
