{{ config(materialized='materialized_view', cluster='reporting', indexes=[{'columns': ['sku']}]) }}

SELECT
    m.sku,
    sum(m.quantity) AS quantity,
    {%- for warehouse in ['north', 'south'] %}
    sum(m.quantity) FILTER (WHERE m.warehouse = '{{ warehouse }}') AS {{ warehouse }},
    {%- endfor %}
    max(m.moved_at) AS last_moved_at
FROM {{ ref('movement') }} AS m
WHERE mz_now() <= m.moved_at + INTERVAL '{{ var("kept", "30 days") }}'
GROUP BY m.sku
