SELECT DISTINCT ON (
    m.meter_id, m.day
) m.total
FROM measures AS m
ORDER BY m.meter_id, m.day, m.taken_at DESC;

SELECT 1 AS a UNION ALL SELECT * FROM (VALUES (2), (3)) AS v (a);
