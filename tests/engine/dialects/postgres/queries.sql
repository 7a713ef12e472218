WITH RECURSIVE chain (part_id, depth) AS NOT MATERIALIZED (
    SELECT p.part_id, 1 FROM part AS p
    UNION ALL
    SELECT s.part_id, c.depth + 1 FROM chain AS c JOIN subpart AS s USING (part_id)
) SEARCH DEPTH FIRST BY part_id SET ordering
SELECT DISTINCT ON (c.part_id)
    c.part_id,
    (c.origin).city,
    c.data -> 'a' ->> 'b' AS value,
    c.tags && ARRAY['x', 'y']::text[] AS tagged,
    c.price::numeric(10, 2)[],
    E'it\'s' 'more',
    $tag$ dollar 'quoted' $tag$,
    U&'d\0061ta',
    c.seen_at AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Berlin',
    INTERVAL '1' DAY,
    TIMESTAMP WITH TIME ZONE '2024-01-01 00:00',
    count(*) FILTER (WHERE c.ok IS NOT TRUE) OVER (PARTITION BY c.kind ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY c.price)
FROM chain AS c
LEFT JOIN LATERAL unnest(c.tags) WITH ORDINALITY AS t (tag, place) ON TRUE
CROSS JOIN generate_series(1, :limit) AS g (n)
WHERE c.name ~* '^a' AND c.name NOT SIMILAR TO 'b%' AND c.body IS NOT JSON OBJECT AND (c.a, c.b) OVERLAPS (DATE '2024-01-01', DATE '2024-02-01')
GROUP BY ROLLUP (c.part_id, c.kind), GROUPING SETS ((c.a), ())
ORDER BY c.price USING > NULLS LAST
LIMIT ALL OFFSET 5
FOR UPDATE OF c SKIP LOCKED;

SELECT;
VALUES (1, 'a'), (2, DEFAULT) ORDER BY 1;
SELECT größe, "Größe", a$b FROM maße WHERE x = :'name' AND y = $1;
