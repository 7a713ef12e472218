{{ config(materialized='table', file_format='orc', partition_by=['day']) }}

{% set statuses = [200, 404, 500] %}

SELECT
    h.url,
    {% for status in statuses -%}
    sum(if(h.status = {{ status }}, 1, 0)) AS n_{{ status }},
    {% endfor -%}
    collect_set(h.agent) AS agents,
    h.day
FROM {{ source('web', 'hits') }} AS h
LEFT JOIN {{ ref('bots') }} AS b ON h.agent = b.agent
WHERE b.agent IS NULL AND h.day = '{{ var("day", "2025-03-01") }}'
GROUP BY h.url, h.day
