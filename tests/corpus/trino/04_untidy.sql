-- From the query editor.
select o.customer_id,count(*) Cnt , sum(o.amount) total from lake.shop.orders o left join lake.shop.customers c on c.customer_id=o.customer_id where o.placed_at>=date '2025-01-01' and c.name<>'' group by 1 order by Cnt desc limit 10;

SELECT o.order_id,L.sku , l.quantity from lake.shop.orders o cross join unnest(o.lines) as l(sku,quantity) where l.quantity is not null;

select order_id,amount from (select order_id,amount,row_number() over(partition by customer_id order by amount desc) rn from lake.shop.orders) t where rn<=3;

Select Distinct(customer_id), Cast(amount As integer) x, try_cast(amount as double) From lake.shop.orders Where customer_id in (1,2 ,3);

with a as (select order_id from lake.shop.orders),b as (select 1 as one)
select a.order_id from a;

insert into lake.shop.daily(day,amount) values (date '2025-01-01',1.5),(date '2025-01-02',null);

update lake.shop.orders set amount=0 where order_id=7 and amount!=0;

delete from lake.shop.orders where order_id in (select order_id from lake.shop.cancelled);

select order_id from lake.shop.orders union select order_id from lake.shop.old_orders;

select case when amount>100 then 'a' when amount>10 then 'b' else null end k, coalesce(amount,0), if(amount>1,1,0), array_agg(distinct customer_id) filter (where amount>0) from lake.shop.orders where amount=null group by 1,2,3;

select json_extract_scalar(payload,'$.a') A,element_at(attributes,'x') from lake.shop.events where cardinality(tags)>0 and any_match(tags,t->t='x');

create table lake.shop.tmp with (format='ORC') as select order_id from lake.shop.orders;

drop table if exists lake.shop.tmp;

show schemas from lake;
