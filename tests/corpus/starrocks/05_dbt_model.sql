{{ config(materialized='table', keys=['bus_id'], buckets=4) }}

{% macro hours(column) %}TIMESTAMPDIFF(HOUR, {{ column }}, NOW()){% endmacro %}

WITH latest AS (
    SELECT
        bus_id,
        seen_at,
        speed_kmh,
        ROW_NUMBER() OVER (PARTITION BY bus_id ORDER BY seen_at DESC) AS rn
    FROM {{ ref('positions') }}
)

SELECT
    l.bus_id,
    b.plate,
    l.seen_at,
    {{ hours('l.seen_at') }} AS silent_hours,
    IF(l.speed_kmh > {{ var('fast', 80) }}, 'fast', 'slow') AS pace
FROM latest AS l
INNER JOIN {{ ref('buses') }} AS b ON l.bus_id = b.bus_id
WHERE l.rn = 1
