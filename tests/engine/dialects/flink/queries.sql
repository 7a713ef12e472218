SELECT t.window_start, count(*) AS visits
FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(at), INTERVAL '10' MINUTE)) AS t
GROUP BY t.window_start;

SELECT o.id, r.rate, MAP['a', 1] AS pairs, ARRAY[1, 2][1] AS one_of
FROM orders AS o
LEFT JOIN rates FOR SYSTEM_TIME AS OF o.at AS r ON o.currency = r.currency
LEFT JOIN LATERAL TABLE(split(o.tags)) AS s (tag) ON TRUE;

SELECT m.started FROM prices MATCH_RECOGNIZE (
    PARTITION BY symbol ORDER BY at
    MEASURES first(down.at) AS started
    ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW
    PATTERN (down+ up{2,})
    DEFINE down AS price < 3, up AS price > 3
) AS m;
SELECT 1.E3 AS kilo, 2.e-3 AS small FROM t;
SELECT `a``b` FROM t;
SELECT INTERVAL '100' DAY(3) FROM orders;
