SELECT
    r.request_id,
    CAST(r.headers AS MAP(varchar, varchar)) AS headers,
    filter(ARRAY[1, 2, 3], n -> n > 1) AS big,
    element_at(r.calls, 1).name AS first_name,
    LISTAGG(r.path, ',' ON OVERFLOW TRUNCATE '...' WITH COUNT) WITHIN GROUP (ORDER BY r.path) AS paths
FROM logs.requests AS r
CROSS JOIN UNNEST(r.addresses) WITH ORDINALITY AS a (address, place)
WHERE r.day > date '2024-05-01' - interval '2' day
GROUP BY GROUPING SETS ((r.request_id), ());

PREPARE by_client FROM SELECT request_id FROM logs.requests WHERE client = ?;

EXECUTE by_client USING 'web';

UNLOAD (SELECT request_id FROM logs.slow) TO 's3://out/' WITH (format = 'PARQUET');
UNLOAD (SELECT a FROM t) TO 's3://example-out/';
SELECT a FROM t GROUP BY `a` ORDER BY "a", `a`;
