/* {"app": "dbt", "node_id": "model.shop.fct_orders"} */
create or replace table marts.fct_orders
using delta
as
with orders as (

    select * from staging.stg_orders

),

payments as (

    select
        order_id,
        sum(amount) as amount,
        max(case when method = 'card' then 1 else 0 end) as has_card
    from staging.stg_payments
    group by 1

),

final as (

    select
        orders.order_id,
        orders.customer_id,
        orders.ordered_at,
        payments.amount,
        payments.has_card = 1 as has_card,
        datediff(orders.shipped_at, orders.ordered_at) as days_to_ship,
        md5(concat_ws('-', orders.order_id, orders.customer_id)) as order_key
    from orders
    left join payments
        on orders.order_id = payments.order_id
    where orders.ordered_at >= '2020-01-01'

)

select * from final
