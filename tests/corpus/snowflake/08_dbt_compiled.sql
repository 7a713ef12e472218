/* {"app": "dbt", "node_id": "model.shop.fct_orders"} */
create or replace transient table analytics.marts.fct_orders
as
(

    with orders as (

        select * from analytics.staging.stg_orders

    ),

    payments as (

        select
            order_id,
            sum(amount) as amount,
            max(iff(method = 'card', 1, 0)) as has_card
        from analytics.staging.stg_payments
        group by 1

    ),

    joined as (

        select
            orders.order_id,
            orders.customer_id,
            orders.ordered_at,
            orders.status,
            payments.amount,
            payments.has_card = 1 as has_card,
            datediff('day', orders.ordered_at, orders.shipped_at) as days_to_ship,
            md5(cast(coalesce(cast(orders.order_id as varchar), '') || '-' || coalesce(cast(orders.customer_id as varchar), '') as varchar)) as order_key
        from orders
        left join payments
            on orders.order_id = payments.order_id

    )

    select
        *,
        row_number() over (
            partition by customer_id
            order by ordered_at
        ) as customer_order_no
    from joined
    where ordered_at >= '2020-01-01'
        and status != 'cancelled'

);
