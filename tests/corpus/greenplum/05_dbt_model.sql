{{ config(materialized='table', distributed_by='venue_id', appendoptimized=true) }}

{% set channels = dict(web='online', shop='counter') %}

select
    s.venue_id,
    date_trunc('month', s.sold_on)::date as sold_in,
    {% for channel, label in channels.items() %}
    sum(s.amount) filter (where s.channel = '{{ channel }}') as {{ label }}_amount,
    {% endfor %}
    count(*) as sales
from {{ ref('sale') }} as s
{% if is_incremental() -%}
where s.sold_on > (select max(t.sold_in) from {{ this }} as t)
{%- endif %}
group by s.venue_id, date_trunc('month', s.sold_on)::date
