{{ config(materialized='table', table_kind='MULTISET') }}

SELECT
    caller_no,
    {% for limit in (60, 600) %}
    SUM(CASE WHEN duration_s > {{ limit }} THEN 1 ELSE 0 END) AS over_{{ limit }},
    {% endfor %}
    COUNT(*) AS calls
FROM {{ ref('call_record') }}
WHERE started_at >= DATE '{{ var("since", "2025-01-01") }}'
GROUP BY caller_no
QUALIFY RANK() OVER (ORDER BY COUNT(*) DESC) <= 1000
