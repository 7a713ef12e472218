{{ config(materialized='table', dist='customer_id', sort=['invoiced_on']) }}

{% set currencies = ['EUR', 'USD'] %}

with invoices as (
    select *
    from {{ ref('stg_invoice') }}
    where invoiced_on >= dateadd(year, -1, current_date)
),

totals as (
    select
        customer_id,
        {% for currency in currencies %}
        sum(case when currency = '{{ currency }}' then amount else 0 end) as {{ currency | lower }}_amount,
        {% endfor %}
        listagg(distinct currency, ', ') within group (order by currency) as currencies,
        count(*) as invoices
    from invoices
    group by customer_id
)

select
    t.customer_id,
    c.name,
    nvl(t.eur_amount, 0) as eur_amount,
    t.currencies,
    getdate() as loaded_at
from totals as t
left join {{ ref('dim_customer') }} as c on t.customer_id = c.customer_id
{% if target.name == 'dev' %}
limit 100
{% endif %}
