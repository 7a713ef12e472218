-- Pasted together over the years.
create table if not exists iot.points(
device_id int not null,
  at_time datetime not null,
    val double default '0',
  tags array<string>)
duplicate key(device_id,at_time)
partition by range(at_time)(
start ("2025-01-01") end ("2025-02-01") every (interval 1 day))
distributed by hash(device_id) buckets 4
properties("replication_num"="1");

select device_id,max(val) Peak,count(*) from iot.points where at_time>='2025-01-05' group by device_id order by Peak desc limit 5;

SELECT p.device_id,d.Name , p.val from iot.points p left join iot.device d on d.device_id=p.device_id where d.hall<>'north' and p.val is not null;

select date_trunc('hour',at_time) h, avg(val) as v, approx_count_distinct(device_id) from iot.points group by h having v>3;

select device_id,val from (select device_id,val,row_number() over(partition by device_id order by at_time desc) rn from iot.points) t where rn=1;

Select Distinct(device_id), Cast(val As int) x From iot.points Where device_id in (1,2 ,3);

with t as (select device_id from iot.points),u as (select 1 as a)
select t.device_id from t;

insert into iot.points(device_id,at_time,val) values (1,'2025-01-01 00:00:00',1.5),(2,'2025-01-01 00:00:01',null);

insert overwrite iot.daily select device_id,date(at_time),sum(val) from iot.points group by 1,2;

update iot.device set hall='south' where device_id=3;

delete from iot.points where device_id=9 and at_time<'2024-01-01';

select a.device_id from iot.a a union select b.device_id from iot.b b;

select if(val>1,'hot','cold') s,ifnull(val,0) from iot.points;

drop table if exists iot.old_points;
