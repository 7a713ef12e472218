SELECT
    t.trip_id,
    EXTRACT(ISOWEEK FROM t.started_at) AS iso_week,
    EXTRACT(WEEK(MONDAY) FROM t.started_at) AS from_monday,
    EXTRACT(DATE FROM t.started_at AT TIME ZONE 'Europe/Oslo') AS local_day,
    tools.EXTRACT(t.payload, 'driver') AS driver
FROM fleet.trips AS t;

SELECT EXTRACT(year from started_at) AS started, extract FROM fleet.raw_trips;
