select campaign_id,COUNT(*) c, max(clicked_at) as Latest from ads.click where price>0 group by 1,visitor order by 2 desc limit 5;

SELECT c.campaign_id , m.label, price FROM ads.click c LEFT JOIN ads.campaign m ON c.campaign_id=m.campaign_id
WHERE m.label<>NULL and price  > 3;

select distinct(visitor) from ads.click
union
select 'none' from ads.campaign;

SELECT CASE WHEN price>1 THEN 'dear' ELSE NULL END AS class, coalesce(visitor,'') as Visitor, clicked_at :: date
FROM ads.click;
create projection ads.p (campaign_id encoding RLE, price encoding Auto) as select campaign_id, price from ads.click order by campaign_id unsegmented all nodes;
insert into ads.campaign values (1,'spring'),(2 ,'fall');
drop table if exists ads.old_click cascade;
