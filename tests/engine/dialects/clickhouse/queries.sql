WITH
    (SELECT max(net) FROM shop.orders) AS most,
    [1, 2] AS wanted
SELECT
    o.channel,
    quantile(0.9)(o.net) AS high,
    (o.net AS paid) + 1 AS more,
    arrayMap(x -> x + 1, o.amounts) AS moved,
    o.net > most ? 'big' : 'small' AS size,
    o.place.1 AS lat,
    now() - INTERVAL 3 DAY AS since
FROM shop.orders AS o FINAL
LEFT ARRAY JOIN o.tags AS tag
GLOBAL ANY LEFT JOIN shop.rates AS r USING day, currency
PREWHERE o.placed > today()
WHERE o.kind IN wanted AND o.id GLOBAL NOT IN (SELECT id FROM shop.gone)
GROUP BY o.channel WITH TOTALS
ORDER BY o.channel WITH FILL FROM 1 TO 10 STEP 2
LIMIT 3 BY o.channel
LIMIT 10
SETTINGS max_threads = 4;

SELECT * EXCEPT (note) FROM shop.orders INTO OUTFILE '/tmp/orders' FORMAT CSV;

SELECT a FROM t ORDER BY a LIMIT 5 UNION ALL SELECT b FROM u;
SELECT p.a, r.b FROM (s.t AS p INNER JOIN s.u AS q ON p.c = q.c) LEFT JOIN s.v AS r ON p.d = r.d;

SELECT 0xFF AS mask, 0b101 AS bits, 1_000_000 AS million, 2.5e-3 AS small, pair.1.2 AS inner_part, INTERVAL '1 day' AS step
FROM shop.visits
WHERE at > now() - INTERVAL '36 hour';

SELECT id FROM shop.visits MINUS SELECT id FROM shop.bots;
SELECT 1.E3 AS kilo, [1.e-3, 2.] AS parts FROM t;
SELECT `a``b` FROM t;
SELECT a FROM t WHERE a <=> b AND c;
SELECT * FROM VALUES('a UInt8', 1, 2);
SELECT city, sum(amount) FROM sales GROUP BY city WITH CUBE WITH TOTALS;
