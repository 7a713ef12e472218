select visitor,COUNT(*) c, max(clicked_at) as Latest from raw_clicks where day='2031-06-01'
group by visitor,day having count(*)>3 order by c desc limit 5;

SELECT a.visitor , b.first_page FROM raw_clicks a LEFT OUTER JOIN sessions b ON a.visitor=b.visitor
WHERE b.first_page!=NULL and a.page  like '%cart%';

insert into table sessions partition (day='2031-06-02') select visitor, 1, page, array(page), clicked_at from raw_clicks;

select distinct(page) from raw_clicks
union all
select first_page from sessions;

SELECT CASE WHEN page = '/' THEN 'home' ELSE 'other' END AS kind, nvl(referrer,'none') as Referrer,
visitor as visitor
FROM raw_clicks tablesample(10 percent) s;

with s as (select * from sessions), unused as (select 1 as one)
select s.*, upper(s.visitor) from s cross join raw_clicks;
drop table if exists old_clicks purge;
