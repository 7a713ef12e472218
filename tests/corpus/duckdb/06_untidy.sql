-- Out of a notebook.
select zone,count(*) Cnt , avg(fare) f from trips t left join zones z on z.zone=t.zone where t.fare>1 and z.name!='x' group by all order by Cnt desc limit 10;

SELECT t.trip_id,Z.name , t.fare::int from trips t join zones z using(zone) where z.name ilike '%a%' and t.fare is not null;

from trips select trip_id,fare where fare<>0;

select trip_id,fare from trips qualify row_number() over(partition by zone order by fare desc)=1;

Select Distinct(zone), Cast(fare As int) x, try_cast(fare as double) From trips Where zone In ('a','b' ,'c');

with a as (select trip_id from trips),b as (select 1 as uno)
select a.trip_id from a;

insert into tagged(trip_id,tags) values (1,['a','b']),(2,null);

update tagged set tags=['x'] where trip_id=1 and tags!=['y'];

delete from tagged where trip_id in (select trip_id from trips);

select zone from trips union select zone from zones;

select case when fare>100 then 'a' when fare>10 then 'b' else null end k, coalesce(fare,0), if(fare>1,1,0), list_transform(tags,x->upper(x)), {'a':1,'b':fare} s from trips where zone=null;

create or replace table t2 as select * exclude(payload) replace(round(fare,1) as fare) from 'data/*.parquet';

copy t2 to 'o.csv' (header,delimiter ';');

create view v as select #1 from t2;

drop table if exists t2;
