-- From the notebook of the pricing team.
create table bids (
auction bigint,
  bidder bigint,
    price decimal(10,2),
  `dateTime` timestamp(3),
watermark for `dateTime` as `dateTime` - interval '4' second
) with ('connector'='datagen','rows-per-second' = '10');

create table results (auction bigint,highest decimal(10,2),n bigint) with ('connector' = 'blackhole');

insert into results select auction,max(price),count(*) from bids group by auction;

select auction,count(*) as Num, avg(price) p from table(tumble(table bids,descriptor(`dateTime`),interval '1' minute)) group by auction,window_start,window_end having count(*)>2;

SELECT b.auction,B.bidder , a.seller from bids b left join auctions a on b.auction=a.id where a.category!='x' and b.price is not null;

select auction,price from (select *, row_number() over (partition by auction order by price desc) rn from bids) where rn<=1;

Select Distinct(auction), Cast(price As int) x From bids Where auction in (1,2 ,3);

with t as (select auction from bids),u as (select bidder from bids)
select t.auction from t;

select auction from bids union select id from auctions;

select case when price>10 then 'high' when price>5 then 'mid' else null end as c, coalesce(price,0) from bids;

create view v_bids as select auction,bidder,price*0.9 eur from bids;

drop table if exists results;

use catalog default_catalog;

show tables;
