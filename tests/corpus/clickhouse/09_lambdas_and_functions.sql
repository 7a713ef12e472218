-- Lambdas beside qualified columns, functions with aliases, and types with sizes.
SELECT
    arrayMap(step -> step * 2, r.steps) AS doubled,
    arrayFilter(step -> step > 10, r.steps) AS far
FROM robot.runs AS r
INNER JOIN robot.halls AS h ON r.hall_id = h.hall_id;

SELECT number
FROM robot.halls, numbers(10) AS n;

SELECT
    CAST(label AS VARCHAR(10)) AS short_label,
    CAST(weight AS Decimal(10, 2)) AS weight
FROM robot.parts
ORDER BY offset DESC;
