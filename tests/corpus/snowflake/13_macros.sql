{#
    Macros of the warehouse. None of them is called here, so that what they hold renders nothing.
#}
{% macro rounded_share(part, whole, places=2) %}
    round(100.0 * {{ part }} / nullif({{ whole }}, 0), {{ places }})
{% endmacro %}

{% macro within_days(column, days, zone='UTC') %}
    convert_timezone('{{ zone }}', {{ column }})::date >= dateadd(day, -{{ days }}, current_date)
{% endmacro %}

{% macro latest_only(relation, key, moment) %}
select
    *
from {{ relation }}
qualify row_number() over (partition by {{ key }} order by {{ moment }} desc) = 1
{% endmacro %}

{% macro season(column) %}
    case
        when month({{ column }}) in (12, 1, 2) then 'winter'
        when month({{ column }}) in (3, 4, 5) then 'spring'
        when month({{ column }}) in (6, 7, 8) then 'summer'
        else 'autumn'
    end
{% endmacro %}

{% macro stack(relations) %}
    {% for relation in relations %}
        select * from {{ relation }}
        {% if not loop.last %}
            union all
        {% endif %}
    {% endfor %}
{% endmacro %}

{% macro open_to_readers(role) %}
    {% set grant %}
    grant usage on schema {{ target.schema }} to role {{ role }};
    grant select on all tables in schema {{ target.schema }} to role {{ role }};
    {% endset %}

    {% do log('Grants of ' ~ target.schema ~ ' for ' ~ role, info=true) %}
    {% do run_query(grant) %}
{% endmacro %}

{% test never_in_future(model, column_name) %}
select {{ column_name }}
from {{ model }}
where {{ column_name }} > current_timestamp
{% endtest %}

{% macro default__as_flag(column) %}({{ column }} = 'Y'){% endmacro %}
