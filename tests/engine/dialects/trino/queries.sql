SELECT
    o.order_id,
    transform(o.lines, (row, n) -> row + n) AS moved,
    element_at(o.lines, 1).sku AS first_sku,
    json_object('id' : o.order_id, 'open' : true NULL ON NULL) AS doc,
    json_query(o.raw FORMAT JSON, 'lax $.a' WITH ARRAY WRAPPER) AS part,
    count(*) FILTER (WHERE o.total > 1e3) AS big,
    listagg(o.channel, ',' ON OVERFLOW TRUNCATE '..' WITH COUNT) WITHIN GROUP (ORDER BY o.channel) AS channels
FROM lake.sales.orders AS o
CROSS JOIN UNNEST(o.lines) WITH ORDINALITY AS l (line, place)
WHERE o.placed > DATE '2024-05-01' - INTERVAL '3' DAY AND CAST(o.at AS timestamp(3) with time zone) < current_timestamp
GROUP BY GROUPING SETS (o.order_id, ())
OFFSET 3 ROWS FETCH FIRST 4 ROWS WITH TIES;

VALUES 1, (2, 3);

SELECT m.started FROM prices MATCH_RECOGNIZE (
    PARTITION BY symbol ORDER BY day
    MEASURES first(down.day) AS started
    ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW
    PATTERN (down+ up{2,} flat* (up | down)?)
    DEFINE down AS price < prev(price), up AS price > prev(price)
) AS m;

SELECT p.sku
FROM lake.sales.prices AS p
WHERE p.price > ALL (VALUES 1, 2)
    AND p.day = ANY (WITH d AS (SELECT max(day) AS day FROM lake.sales.days) SELECT day FROM d)
    AND p.kind <> ANY (SELECT kind FROM lake.sales.kinds)
    AND CAST(p.place AS row(double, height row(unit varchar, array(bigint)))) IS NOT NULL;
SELECT "a\" AS slash, 'it''s' AS word FROM "b\";
SELECT best.score FROM results qualify JOIN results best ON best.run = qualify.run;
SELECT * FROM ticks MATCH_RECOGNIZE (ORDER BY at MEASURES LAST(up.price) AS top PATTERN (^ (up | down){1,3}? flat $) DEFINE up AS up.price > 1);
