-- What the analysts left in the shared folder.
create table tickets.tmp_sales with (appendoptimized=true) as select s.*, v.city from tickets.sale s join tickets.venue v on v.venue_id=s.venue_id distributed by (sale_id);

select city,count(*) Cnt , sum(amount) total from tickets.tmp_sales where sold_on>='2025-01-01' and channel<>'web' group by city order by Cnt desc limit 10;

SELECT s.sale_id,V.name , s.amount::int from tickets.sale s left outer join tickets.venue v using(venue_id) where v.name ilike '%hall%' and s.amount is not null;

select sale_id,amount from (select sale_id,amount,row_number() over(partition by venue_id order by amount desc) rn from tickets.sale) t where rn<=3;

Select Distinct(channel), Cast(amount As int) x From tickets.sale Where channel in ('web','app' ,'shop');

with a as (select venue_id from tickets.sale), b as (select 1 as one)
select a.venue_id from a;

insert into tickets.venue(venue_id,name,city) values (1,'hall','Berlin'),(2,'park',null);

update tickets.venue set city='Bonn' where venue_id=2 and city!='Bonn';

delete from tickets.venue where venue_id in (select venue_id from tickets.closed);

select venue_id from tickets.sale union select venue_id from tickets.venue;

select case when amount>100 then 'a' when amount>10 then 'b' else null end k, coalesce(amount,0), array[1,2] arr from tickets.sale where amount=null;

create temp table t_ids(id int) on commit drop distributed randomly;

alter table tickets.venue add column note text default '';

drop table if exists tickets.tmp_sales;

explain select count(*) from tickets.sale;
