select town,COUNT(*) c, max(installed_on) as Latest from energy.meter where is_smart=true group by 1,town order by 2 desc;

SELECT m.town , r.read_at, kilowatt_hours FROM energy.meter m LEFT JOIN energy.reading r ON m.meter_id=r.meter_id
WHERE r.read_at<>NULL and kilowatt_hours  > 3;

select distinct(town) from energy.meter
union
select 'none' from dual;

insert into energy.meter (meter_id,town) values (1,'North'), (2 ,'South');

SELECT CASE WHEN is_smart THEN 'yes' ELSE NULL END AS smart, nvl(town,'??') as Town FROM energy.meter LIMIT 5;
with s as (select * from energy.meter) select s.* from s;
drop table if exists energy.old_reading;
