{{ config(materialized='table', properties={"partitioning": "ARRAY['day(left_at)']"}) }}

with source as (
    select * from {{ ref('stg_deliveries') }}
),

ranked as (
    select
        delivery_id,
        depot,
        left_at,
        {{ dbt_utils.generate_surrogate_key(['delivery_id', 'depot']) }} as delivery_key,
        row_number() over (
            partition by delivery_id
            order by left_at desc
        ) as version_rank
    from source
    where left_at > date '{{ var("first_day", "2030-01-01") }}'
)

select
    delivery_key,
    delivery_id,
    depot,
    left_at
from ranked
where version_rank = 1
{% if target.name == 'dev' %}
    limit 1000
{% endif %}
