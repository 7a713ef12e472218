select ship_id,COUNT(*) c from positions group by ship_id having count(*)>3;

insert into minute_counts select flag, window_start , count(*) from ships group by 1,window_start;

SELECT p.ship_id , s.flag, tonnage FROM positions p LEFT JOIN ships s ON p.ship_id=s.ship_id
WHERE s.flag<>NULL and tonnage  > 10;

select distinct(flag) from ships
union all
select 'none' from positions;

SELECT CASE WHEN tonnage > 100 THEN 'big' ELSE NULL END AS class, coalesce(flag,'') as Flag FROM ships;
create view big_ships as select * from ships where tonnage>1000;
