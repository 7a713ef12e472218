select count(*) from page_views;
select sum(clicks),count(*) , avg(width) from page_views;
select region, count(distinct visitor) AS u from page_views group by region order by u desc limit 10;
Select visitor,extract(minute from seen_at) as m,count(*) from page_views group by visitor,m order by count(*) desc limit 10;
select * from page_views where address like '%shop%' order by seen_at limit 10;
SELECT DATE_FORMAT(seen_at, '%Y-%m-%d %H:00:00') AS hour, COUNT(*) AS views FROM page_views WHERE site = 62 AND seen_at >= '2024-07-14' AND seen_at <= '2024-07-15' GROUP BY hour ORDER BY hour LIMIT 10 OFFSET 1000;

select p.site,s.site_name,count(*) views from page_views p
left join sites s on s.site=p.site
where p.seen_at>='2024-01-01' and s.site_name!='test'
group by p.site,s.site_name having count(*)>1 order by views desc;

select case when width<800 then 'small' when width<1600 then 'middle' else null end size, count(*) n
from page_views group by 1;

SELECT
    site
    , visitor
    , ROW_NUMBER() OVER (PARTITION BY site ORDER BY seen_at) AS visit
    , LAG(seen_at, 1) OVER (PARTITION BY site ORDER BY seen_at) AS before_at
FROM page_views
WHERE visitor IN (SELECT visitor FROM members WHERE left_at IS NULL)
   OR visitor = 0
;

with a as (select site from page_views),b as (select 1 as uno)
select a.site from a union select site from sites;

select bitmap_union_count(to_bitmap(visitor)) visitors, hll_union_agg(hll_hash(visitor)) about
from page_views where seen_at between '2024-07-01' and '2024-07-31';

select split_part(address, '/', 3) host, group_concat(distinct site_name order by site_name separator ', ')
from page_views join sites using (site)
group by host;

insert into daily_views (site,day,views)
select site,date(seen_at),count(*) from page_views group by site,date(seen_at);

update sites set site_name=trim(site_name) where site_name<>trim(site_name);
delete from daily_views where day<'2023-01-01';
create view busy_sites as select site from daily_views where views>1000;
drop view if exists busy_sites;
select site, visitor
    from page_views
  where seen_at>now()-interval 1 day
      and (width>100
   or height>100)
order by site,
visitor desc;
select json_extract(extra,'$.lang') lang,count(*) from page_views group by lang;
