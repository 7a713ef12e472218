{% set day = var('day', '2025-03-01') %}

INSERT INTO shop.visits_by_day
SELECT
    viewed_on,
    country,
    COUNT(*) AS views,
    MAX(duration_ms) AS longest_ms,
    MAX(page) AS last_page,
    BITMAP_UNION(TO_BITMAP(user_id)) AS visitors,
    HLL_UNION(HLL_HASH(user_id)) AS sessions
FROM {{ ref('page_views') }}
WHERE viewed_on = '{{ day }}'
{% if country is defined %}
    AND country = '{{ country }}'
{% endif %}
GROUP BY viewed_on, country;
