-- From the query log.
select name,count() Cnt , uniq(device_id) u from telemetry.event e left join telemetry.device d on d.device_id=e.device_id where e.at>='2025-01-01' and d.model<>'x' group by name order by Cnt desc limit 10;

SELECT e.event_id,D.model , toInt32(e.value) from telemetry.event e join telemetry.device d using(device_id) where d.model ilike '%a%' and e.value is not null;

select device_id,value from (select device_id,value,row_number() over(partition by device_id order by value desc) rn from telemetry.event) where rn<=3;

Select Distinct(name), Cast(value As Int32) x, toDate(at) D From telemetry.event Where name In ('a','b' ,'c');

with a as (select device_id from telemetry.event),b as (select 1 as uno)
select a.device_id from a;

insert into telemetry.device(device_id,model) values (1,'x1'),(2,'x2');

select name from telemetry.event union all select model from telemetry.device;

select case when value>100 then 'a' when value>10 then 'b' else null end k, coalesce(value,0), if(value>1,1,0), arrayMap(x->x*2,tags), sumIf(value,name='a') from telemetry.event where name=null group by k,value,tags;

select * from telemetry.event final prewhere device_id=1 where value!=0 limit 1 by name;

alter table telemetry.event add column if not exists note String default '';

alter table telemetry.event delete where value<0;

drop table if exists telemetry.tmp;
