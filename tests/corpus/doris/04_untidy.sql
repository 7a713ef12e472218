-- Left over in the client's history.
create table if not exists ads.clicks (
`click_day` date not null comment 'day',
  ad_id bigint not null,
    cost decimal(10,2) sum default '0',
  users bitmap bitmap_union )
aggregate key(click_day, ad_id)
partition by range(click_day)
(partition p1 values less than ('2025-02-01'),
partition p2 values less than ('2025-03-01'))
distributed by hash(ad_id) buckets 10
properties('replication_num'='1',"storage_medium"="SSD");

select ad_id,sum(cost) Total,bitmap_union_count(users) uv from ads.clicks where click_day>='2025-01-01' group by ad_id order by Total desc limit 10,20;

SELECT a.ad_id , a.Title, c.cost from ads.clicks c left join ads.ad a on a.ad_id=c.ad_id where a.title like '%sale%' and c.cost<>0 and a.owner is null;

insert into ads.clicks select click_day,ad_id,cost,to_bitmap(user_id) from ads.raw_clicks where cost is not null;

select date_format(click_day,'%Y-%m') m, sum(if(cost>1,1,0)) as big, ifnull(max(cost),0) from ads.clicks group by m having big>3;

select * from (select ad_id,cost,rank() over(partition by click_day order by cost desc) rk from ads.clicks) t where t.rk<=3;

Select distinct(ad_id), cast(cost as int) From ads.clicks Where ad_id In (1,2 ,3);

select case when cost > 100 then 'a' when cost > 10 then 'b' end k, count(1) from ads.clicks group by k;

select ad_id from ads.clicks union select ad_id from ads.old_clicks;

update ads.ad set title=concat(title,'!') where ad_id=7;

delete from ads.raw_clicks where click_day<'2024-01-01';

truncate table ads.raw_clicks;

drop table if exists ads.old_clicks;

alter table ads.ad add column note varchar(100) default "" after title;

show tables;
