--daily report, do not touch!!
select d.day,  D.plays , round(D.plays/nullif(U.users,0),2) ratio from (select to_date(started_at) day,count(*) plays from plays group by to_date(started_at)) D
join (select to_date(started_at) day,count(distinct user_id) users from plays group by 1) U on U.day=D.day
where D.day>='2025-01-01' and U.users!=0 order by 1,plays desc;

Select User_id , FILM_ID From plays Where seconds>10 And (country='DE' Or country="FR");

SELECT user_id
     , film_id
     , CASE
         WHEN seconds > 3600 THEN 'long'
       WHEN seconds > 600 THEN 'middle'
       ELSE CASE WHEN seconds > 60 THEN 'short' ELSE 'none' END
       END AS len
FROM plays p
    INNER JOIN films f
        ON p.film_id = f.film_id AND
           f.kind = 'movie'
    JOIN kinds k ON k.kind = f.kind;

insert overwrite table report.daily partition(day)
select country,count(*) as n,to_date(started_at) as day from plays group by country,to_date(started_at);

create table tmp.x as select a.*,b.name from a a inner join b b on a.id=b.id;

SELECT * FROM t WHERE a IS NOT NULL AND b NOT IN (1,2,3) AND c NOT LIKE 'x%' AND d NOT BETWEEN 1 AND 2;

select
    user_id,
    -- the next one is wrong in spring
    hour(started_at) hr,
    avg( seconds ) as Avg_seconds,
    "constant" as c
from plays
lateral view explode(array(1,2)) n as n
group by user_id,hour(started_at)
having avg(seconds)>5
limit 10
;

select if(a>1,'x','y'),nvl(a,b),ifnull(b,c),coalesce(a,b,c) from t;

with a as (select 1 id),b as (select 2 id) select a.id from a,b where a.id<b.id;

SELECT a.id,b.id FROM a LEFT JOIN b ON a.id = b.id WHERE b.id = 1
UNION ALL
SELECT c.id, c.other FROM c
UNION
SELECT id, id FROM d;

drop table if exists tmp.x ;

SET spark.sql.autoBroadcastJoinThreshold=-1;

SET hive.exec.dynamic.partition.mode=nonstrict;
