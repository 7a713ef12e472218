{{ config(materialized='incremental', table_type='iceberg', partitioned_by=['day(placed_at)']) }}

WITH orders AS (
    SELECT
        order_id,
        placed_at,
        json_extract_scalar(payload, '$.channel') AS channel,
        CAST(amount AS DECIMAL(12, 2)) AS amount
    FROM {{ source('raw', 'orders') }}
    {% if is_incremental() %}
    WHERE placed_at > current_timestamp - INTERVAL '{{ var("days", 3) }}' DAY
    {% endif %}
)

SELECT
    order_id,
    placed_at,
    channel,
    amount,
    {{ dbt_version | default("'none'") }} AS made_with
FROM orders
{# The tests look for these. #}
WHERE channel IN ({% for c in ['web', 'app'] %}'{{ c }}'{{ ", " if not loop.last }}{% endfor %})
