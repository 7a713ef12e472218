WITH flat AS (
    SELECT
        e.body:id::NUMBER AS event_id,
        e.body:user.email::VARCHAR AS email,
        e.body:user."Full Name"::VARCHAR AS full_name,
        e.body['properties']['plan']::VARCHAR AS plan,
        i.value:sku::VARCHAR AS sku,
        i.value:price::NUMBER(12, 2) AS price,
        i.index AS line_no,
        e.loaded_at
    FROM raw_events AS e,
        LATERAL FLATTEN(INPUT => e.body:items, OUTER => TRUE) AS i
    WHERE e.body:kind = 'order'
        AND e.loaded_at >= DATEADD('day', -7, CURRENT_DATE)
),

latest AS (
    SELECT *
    FROM flat
    QUALIFY ROW_NUMBER() OVER (PARTITION BY event_id, line_no ORDER BY loaded_at DESC) = 1
)

SELECT
    l.email,
    l.plan,
    COUNT(DISTINCT l.event_id) AS orders,
    SUM(l.price) AS revenue,
    LISTAGG(DISTINCT l.sku, ', ') WITHIN GROUP (ORDER BY l.sku) AS skus,
    ARRAY_AGG(l.sku) WITHIN GROUP (ORDER BY l.line_no ASC) AS sku_list,
    OBJECT_CONSTRUCT('email', l.email, 'orders', COUNT(*)) AS summary,
    IFF(SUM(l.price) > 1000, 'large', 'small') AS size_class,
    NVL(MAX(l.full_name), 'unknown') AS full_name,
    RATIO_TO_REPORT(SUM(l.price)) OVER () AS share
FROM latest AS l
GROUP BY ALL
HAVING revenue > 0
ORDER BY revenue DESC NULLS LAST
LIMIT 100;

SELECT f.key, f.value, TYPEOF(f.value) AS kind
FROM raw_events AS e, TABLE(FLATTEN(e.body)) AS f
WHERE f.key ILIKE ANY ('%id', '%name');

SELECT TRY_TO_NUMBER(body:amount::STRING) AS amount, PARSE_JSON('{"a": [1, 2]}'):a[0]::INT AS first_number
FROM raw_events
SAMPLE (10);

SELECT * EXCLUDE (loaded_at) RENAME (file_name AS source_file) FROM raw_events;
SELECT t.$1, t.$2 FROM VALUES (1, 'a'), (2, 'b') AS t;
