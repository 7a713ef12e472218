{{ config(materialized='incremental', unique_key='order_id', properties={"format": "'PARQUET'"}) }}

{%- set kinds = ['card', 'cash', 'voucher'] -%}

WITH paid AS (
    SELECT
        order_id,
        kind,
        amount,
        date_trunc('day', paid_at) AS paid_on
    FROM {{ ref('stg_payments') }}
    {% if is_incremental() %}
    WHERE paid_at > (SELECT max(paid_at) FROM {{ this }})
    {% endif %}
),

spread AS (
    SELECT
        order_id,
        {% for kind in kinds -%}
        sum(IF(kind = '{{ kind }}', amount, 0)) AS {{ kind }}_amount,
        {% endfor -%}
        map_agg(kind, amount) AS by_kind,
        approx_distinct(paid_on) AS days
    FROM paid
    GROUP BY order_id
)

SELECT
    s.order_id,
    {% for kind in kinds %}
    s.{{ kind }}_amount{% if not loop.last %},{% endif %}
    {% endfor %},
    element_at(s.by_kind, 'card') AS card_again,
    o.customer_id
FROM spread AS s
LEFT JOIN {{ source('shop', 'orders') }} AS o ON s.order_id = o.order_id
