/* {"app": "dbt", "dbt_version": "1.8.3", "profile_name": "lake", "node_id": "model.lake.fct_orders"} */

create or replace table `prod`.`marts`.`fct_orders`
using delta
partitioned by (order_date)
location 's3://lake/marts/fct_orders'
tblproperties ('delta.autoOptimize.optimizeWrite' = 'true')
as
with orders as (

    select * from `prod`.`staging`.`stg_orders`

),

payments as (

    select
        order_id,
        sum(case when method = 'credit_card' then amount end) as credit_card_amount,
        sum(case when method = 'coupon' then amount end) as coupon_amount,
        sum(amount) as total_amount
    from `prod`.`staging`.`stg_payments`
    where status <> 'failed'
    group by 1

),

final as (

    select
        orders.order_id,
        orders.customer_id,
        orders.order_date,
        coalesce(payments.total_amount, 0) as amount,
        coalesce(payments.credit_card_amount, 0)/nullif(payments.total_amount, 0) as card_share,
        orders.* except (order_id, customer_id, order_date),
        row_number() over (
            partition by orders.customer_id
            order by orders.order_date
        ) as nth_order
    from orders
    left join payments using (order_id)

)

select * from final
;

create or replace temporary view fct_orders__dbt_tmp as
select o.order_id, o.amount
from `prod`.`marts`.`fct_orders` as o
left anti join `prod`.`marts`.`dim_test_customers` as t
    on o.customer_id = t.customer_id
where o.order_date >= date_sub(current_date(), 3)
    and o.order_date > (select max(order_date) from `prod`.`marts`.`fct_orders`)
;

merge into `prod`.`marts`.`fct_orders` as DBT_INTERNAL_DEST
using `fct_orders__dbt_tmp` as DBT_INTERNAL_SOURCE
on DBT_INTERNAL_SOURCE.order_id = DBT_INTERNAL_DEST.order_id
when matched then update set *
when not matched then insert *;

insert overwrite `prod`.`marts`.`agg_orders`
partition (order_date)
select customer_id, count(*) as orders, sum(amount) as amount, order_date
from `prod`.`marts`.`fct_orders`
group by customer_id, order_date;

insert into table `prod`.`marts`.`audit` by name
select current_timestamp() as at, 'fct_orders' as model;

alter table `prod`.`marts`.`fct_orders` set tblproperties ('comment' = 'from dbt');

optimize `prod`.`marts`.`fct_orders`;

select *
from (
    select region, quarter, sales from `prod`.`marts`.`sales`
)
pivot (
    sum(sales) as total, avg(sales) as mean
    for quarter in ('Q1' as q1, 'Q2' as q2, 'Q3', 'Q4')
);

select *
from `prod`.`marts`.`wide`
unpivot include nulls (
    amount for month in (jan, feb as february, mar)
);

select customer_id, h3_longlatash3(lon, lat, 9) as cell, try_cast(zip as int) as zip, zip ?:: int
from `prod`.`marts`.`dim_customers`
where email ilike any ('%@example.com', '%@example.org')
    and array_contains(tags, 'vip')
    and not exists (select 1 from `prod`.`marts`.`blocked` b where b.customer_id = dim_customers.customer_id)
order by all
limit 100;
