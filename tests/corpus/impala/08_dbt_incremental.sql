{{ config(
    materialized='incremental',
    partition_by=['day'],
    stored_as='parquet'
) }}

{% set sensors = ['load', 'wind', 'tilt'] %}

with readings as (
    select
        crane_id,
        sensor,
        reading,
        day
    from {{ source('cranes', 'raw_readings') }}
    {% if is_incremental() %}
        where day > (select max(day) from {{ this }})
    {% endif %}
)

select
    crane_id,
    {% for sensor in sensors %}
        avg(case when sensor = '{{ sensor }}' then reading end) as {{ sensor }}_mean,
    {% endfor %}
    day
from readings
group by crane_id, day
