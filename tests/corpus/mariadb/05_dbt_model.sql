{% set years = range(2023, 2026) %}

SELECT
    r.room_id,
    {% for year in years %}
    SUM(IF(YEAR(b.starts_on) = {{ year }}, b.nights, 0)) AS nights_{{ year }},
    {% endfor %}
    GROUP_CONCAT(b.guest ORDER BY b.guest SEPARATOR ', ') AS guests
FROM {{ ref('room') }} AS r
LEFT JOIN {{ ref('booking') }} AS b ON r.room_id = b.room_id
GROUP BY r.room_id
