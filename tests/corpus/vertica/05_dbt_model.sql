{{ config(materialized='table', order_by='device_id', segmented_by_string='hash(device_id)') }}

SELECT
    device_id,
    TIME_SLICE(measured_at, 1, 'HOUR') AS hour_start,
    {% for what in ['min', 'max', 'avg'] %}
    {{ what }}(degrees) AS {{ what }}_degrees,
    {% endfor %}
    COUNT(*) AS readings
FROM {{ ref('reading') }}
{% if var('since', none) %}
WHERE measured_at >= '{{ var("since") }}'::TIMESTAMPTZ
{% endif %}
GROUP BY 1, 2
