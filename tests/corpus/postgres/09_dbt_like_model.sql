/*
  Orders with their payments: one row an order.
  Late payments are those after fourteen days.
*/
with source_orders as (

    select * from raw.orders

),

source_payments as (

    select
        order_id,
        amount_cents / 100.0 as amount,
        method,
        created_at
    from raw.payments
    where status = 'success'

),

payments_by_order as (

    select
        order_id,
        sum(case when method = 'card' then amount else 0 end) as card_amount,
        sum(case when method = 'transfer' then amount else 0 end) as transfer_amount,
        sum(case when method = 'voucher' then amount else 0 end) as voucher_amount,
        sum(amount) as total_amount,
        min(created_at) as first_payment_at,
        max(created_at) as last_payment_at
    from source_payments
    group by 1

),

final as (

    select
        source_orders.id as order_id,
        source_orders.customer_id,
        source_orders.ordered_at,
        source_orders.status,
        coalesce(payments_by_order.card_amount, 0) as card_amount,
        coalesce(payments_by_order.transfer_amount, 0) as transfer_amount,
        coalesce(payments_by_order.voucher_amount, 0) as voucher_amount,
        coalesce(payments_by_order.total_amount, 0) as total_amount,
        payments_by_order.last_payment_at > source_orders.ordered_at + interval '14 days' as is_late
    from source_orders
    left join payments_by_order
        on source_orders.id = payments_by_order.order_id

)

select * from final
