{{ config(materialized='table') }}

{% set depots = ['HAM', 'MUC'] %}

WITH shipments AS (
    SELECT
        depot,
        shipped_on,
        weight_kg
    FROM {{ ref('fact_shipment') }}
    WHERE depot IN ({% for d in depots %}'{{ d }}'{% if not loop.last %}, {% endif %}{% endfor %})
)

SELECT
    depot,
    TO_CHAR(shipped_on, 'YYYY-MM') AS shipped_in,
    {%- for d in depots %}
    SUM(CASE WHEN depot = '{{ d }}' THEN weight_kg END) AS weight_{{ d | lower }},
    {%- endfor %}
    GROUP_CONCAT(DISTINCT depot ORDER BY depot SEPARATOR ',') AS depots
FROM shipments
GROUP BY depot, TO_CHAR(shipped_on, 'YYYY-MM')
