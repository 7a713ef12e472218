-- Tried out in the console.
create materialized view live.mv_top as select sku,sum(quantity) q,count(*) from live.movement where quantity>0 group by sku having sum(quantity)>10;

select s.sku,T.low , s.quantity from live.stock s left join live.thresholds t on t.sku=s.sku where t.low!=0 and s.quantity is not null order by s.quantity desc limit 5;

create view live.v_a as select body->>'id' id,(body->'n')::int n from live.movement_raw;

select sku,quantity from (select sku,quantity,row_number() over(partition by sku order by quantity desc) rn from live.stock) t where rn<=1;

Select Distinct(sku), Cast(quantity As int) x From live.stock Where sku in ('a','b' ,'c');

with a as (select sku from live.stock), b as (select 1 as one)
select a.sku from a;

insert into live.thresholds(sku,low,high) values ('c',1,2),('d',null,3);

update live.thresholds set low=2 where sku='c' and low!=2;

delete from live.thresholds where sku='d';

select sku from live.stock union select sku from live.thresholds;

select case when quantity>100 then 'a' when quantity>10 then 'b' else null end k, coalesce(quantity,0) from live.stock where warehouse=null;

drop view live.v_a;

show tables;
