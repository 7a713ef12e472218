-- Copied from one script to the next since 2014.
set hive.exec.parallel=true;

create table if not exists web.sessions_tmp as
select user_id,count(*) cnt,max(took_ms) Mx from web.hits where day='2025-03-01' group by user_id having count(*)>3;

insert overwrite table web.daily partition(day='2025-03-01')
select h.url,count(1) c,sum(if(h.status=200,1,0)) ok from web.hits h left outer join web.bots b on (b.agent=h.agent) where b.agent is null and h.day='2025-03-01' group by h.url;

select * from (select user_id,url,row_number() over(partition by user_id order by seen_at desc) rn from web.hits) t where t.rn=1 limit 10;

SELECT a.url , A.c,b.c from web.daily a join web.daily_old b on a.url=b.url where a.c!=b.c and a.day is not null order by a.c desc;

select url,tag from web.pages lateral view explode(split(tags,',')) t as tag where tag<>'';

Select Distinct(url), Cast(took_ms As double) x From web.hits Where status In (200,404 ,500);

select case when took_ms>1000 then 'slow' when took_ms>100 then 'mid' else null end k, nvl(url,'-'), concat_ws(',',collect_set(agent)) from web.hits group by case when took_ms>1000 then 'slow' when took_ms>100 then 'mid' else null end, url;

with a as (select url from web.hits),b as (select 1 as one)
select a.url from a;

select url from web.hits union all select url from web.hits_old;

drop table if exists web.sessions_tmp;
