SELECT *
FROM sales
UNPIVOT INCLUDE NULLS (
    amount FOR quarter IN (q1 AS first, q2)
) AS u;

SELECT *
FROM sales
UNPIVOT (
    (low, high) FOR half IN ((q1, q2) AS first, (q3, q4) AS second)
);
