-- What the vendor takes and SQLFluff does not.

SELECT
    device_id,
    EVENT_NAME() AS what,
    MATCH_ID() AS match_no,
    PATTERN_ID() AS place
FROM sensors.reading
MATCH (
    PARTITION BY device_id ORDER BY measured_at
    DEFINE
        cold AS degrees < 20,
        hot AS degrees > 80
    PATTERN rise AS (cold+ hot)
);

PROFILE SELECT COUNT(*) FROM sensors.reading;
