-- From the shared drive.
select device_id,count(*) Cnt , max(degrees) from sensors.reading where measured_at>='2025-01-01' and state<>'ok' group by device_id order by Cnt desc limit 10;

SELECT r.reading_id,D.name , r.degrees::int from sensors.reading r left outer join sensors.device d using(device_id) where d.name ilike '%x%' and r.degrees is not null;

select device_id,degrees from (select device_id,degrees,row_number() over(partition by device_id order by degrees desc) rn from sensors.reading) t where rn<=3;

Select Distinct(device_id), Cast(degrees As int) x From sensors.reading Where device_id in (1,2 ,3);

with a as (select device_id from sensors.reading),b as (select 1 as one)
select a.device_id from a;

insert into sensors.device(device_id,name) values (1,'a');

update sensors.device set name='b' where device_id=1 and name!='b';

delete from sensors.device where device_id in (select device_id from sensors.gone);

select device_id from sensors.reading union select device_id from sensors.device;

select case when degrees>100 then 'a' when degrees>10 then 'b' else null end k, nvl(degrees,0), zeroifnull(degrees), datediff('day',measured_at,now()) from sensors.reading where state=null;

create local temp table tmp_ids on commit preserve rows as select device_id from sensors.device;

alter table sensors.device add column note varchar(100) default '';

drop table if exists tmp_ids;

copy sensors.device from '/tmp/d.csv' delimiter ',' null '' skip 1;
