select d.depot,count(*) from lake.logistics.deliveries d, lake.logistics.drivers dr
where d.driver_id=dr.id and dr.name!='' group by 1,dr.team order by 2 desc;

SELECT depot , SUM( kilometres ) total, avg(kilometres) as Mean
FROM (SELECT depot,kilometres FROM lake.logistics.legs) x
GROUP BY depot
HAVING sum(kilometres)>100
UNION SELECT 'all',sum(kilometres),NULL FROM lake.logistics.legs;

select coalesce(a.depot,b.depot) as depot
from lake.logistics.depots a full join lake.logistics.depots b using (depot_id);

SELECT CASE WHEN weight>10 THEN TRUE ELSE FALSE END as heavy, "Depot" FROM lake.logistics.legs;

with unused as (select 1 as one),
chosen as (select * from lake.logistics.depots where opened_on > date '2030-01-01')
select chosen.* from chosen left outer join lake.logistics.legs on legs.depot = chosen.depot
where left_at <> null;
