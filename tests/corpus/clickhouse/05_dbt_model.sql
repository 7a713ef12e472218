{{ config(materialized='incremental', engine='MergeTree()', order_by='(device_id, hour_start)') }}

{% set limits = {'temperature': 80, 'pressure': 5} %}

SELECT
    device_id,
    toStartOfHour(at) AS hour_start,
    count() AS events,
    {% for name, limit in limits.items() %}
    countIf(name = '{{ name }}' AND value > {{ limit }}) AS high_{{ name }},
    {% endfor %}
    quantile(0.95)(value) AS p95
FROM {{ ref('stg_event') }}
WHERE 1 = 1
{% if is_incremental() %}
    AND at >= (SELECT max(hour_start) FROM {{ this }})
{% endif %}
GROUP BY device_id, hour_start
