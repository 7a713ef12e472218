{{ config(materialized='table') }}

-- Trips by zone and month, from files.
{% set months = ['2025-01', '2025-02'] %}

WITH raw_trips AS (
    {% for month in months %}
    SELECT * FROM read_parquet('data/trips_{{ month }}.parquet')
    {% if not loop.last %}UNION ALL BY NAME{% endif %}
    {% endfor %}
),

cleaned AS (
    SELECT
        * EXCLUDE (vendor),
        strftime(started_at, '%Y-%m') AS month,
        list_filter(tags, t -> t <> '') AS kept_tags
    FROM raw_trips
    WHERE fare > {{ var('least_fare', 0) }}
)

SELECT
    month,
    zone,
    count(*) AS trips,
    median(fare) AS fare,
    max_by(trip_id, fare) AS dearest
FROM cleaned
GROUP BY ALL
QUALIFY row_number() OVER (PARTITION BY month ORDER BY trips DESC) <= 10
