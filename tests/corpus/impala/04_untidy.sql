-- Queries out of the workbench.
select user_id,count(*) Cnt , max(pages) from clicks.session where day='2025-03-01' and pages<>0 group by user_id order by Cnt desc limit 10;

insert overwrite clicks.daily partition(day='2025-03-01') select user_id,count(1) from clicks.session s left join clicks.bots b on b.user_id=s.user_id where b.user_id is null group by user_id;

SELECT s.session_id,P.country , s.pages from clicks.session s left outer join clicks.profile p using(user_id) where p.country!='DE' and s.pages is not null;

select * from (select user_id,pages,row_number() over(partition by user_id order by started_at desc) rn from clicks.session) t where t.rn=1;

Select Distinct(user_id), Cast(pages As int) x From clicks.session Where pages In (1,2 ,3);

select user_id from clicks.session union select user_id from clicks.profile;

select case when pages>10 then 'a' when pages>5 then 'b' else null end k, nvl(pages,0), if(pages>1,1,0) from clicks.session;

create table if not exists clicks.tmp_users stored as parquet as select distinct user_id from clicks.session;

compute stats clicks.tmp_users;

drop table if exists clicks.tmp_users;

invalidate metadata;

create view clicks.v_de as select user_id from clicks.profile where country='DE';

with a as (select user_id from clicks.session),b as (select 1 as uno)
select a.user_id from a;
