{{ config(materialized='table', stored_as='parquet') }}

SELECT
    user_id,
    count(*) AS sessions,
    {% for q in [50, 95] %}
    appx_median(pages) * {{ q }} / 100 AS pages_{{ q }}{% if not loop.last %},{% endif %}
    {% endfor %}
FROM {{ ref('session') }}
WHERE day >= '{{ var("since", "2025-01-01") }}'
GROUP BY user_id
