SELECT
    d.driver_id,
    WITH(
        full_name AS CONCAT(d.first_name, ' ', d.last_name),
        shown AS IF(d.is_hidden, 'n/a', full_name),
        UPPER(shown)
    ) AS label,
    WITH(trips AS COUNT(*), meters AS SUM(t.meters), meters/trips) AS mean_meters
FROM fleet.drivers AS d
INNER JOIN fleet.trips AS t ON d.driver_id = t.driver_id
WHERE WITH(limit_of AS 10, t.meters > limit_of * 100)
GROUP BY d.driver_id, label;

select driver_id, WITH (Rate as 0.25, Rate*fee) as share from fleet.fees;

WITH fees AS (SELECT fee FROM fleet.fees)

SELECT fee + WITH(a AS 1, a) AS dearer FROM fees;
