{%- macro partitions_of(days) -%}
    {%- for day in range(days) -%}
        date_sub(current_date(), interval {{ day }} day)
        {%- if not loop.last %}, {% endif -%}
    {%- endfor -%}
{%- endmacro -%}

{% macro safe_ratio(above, below) %}safe_divide({{ above }}, {{ below }}){% endmacro %}

{% macro event_value(key, kind='string_value') %}
(
    select value.{{ kind }}
    from unnest(event_params)
    where key = '{{ key }}'
)
{% endmacro %}

with visits as (
    select
        user_pseudo_id,
        {{ event_value('page_title') }} as page_title,
        {{ event_value('engagement', 'int_value') }} as engagement
    from {{ ref('stg_events') }}
    where event_date in ({{ partitions_of(3) }})
)

select
    page_title,
    {{ safe_ratio('sum(engagement)', 'count(*)') }} as mean_engagement
from visits
group by page_title
