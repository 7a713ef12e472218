-- Values of dates among the columns: they count as what is selected as it is.

SELECT
    COUNT(*) AS visits,
    DATE '2026-01-01' AS since,
    DATETIME '2026-01-01 08:00:00' AS opened,
    TIMESTAMP '2026-01-01 08:00:00+00' AS counted,
    TIME '08:00:00' AS daily,
    gate
FROM museum.visits
GROUP BY gate;

SELECT
    gate,
    LENGTH(gate) AS width,
    (SELECT 1) AS one,
    DATE '2026-01-01' AS since
FROM museum.gates
WHERE EXISTS (SELECT 1);
