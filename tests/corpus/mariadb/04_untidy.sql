-- From the ticket's attachment.
select r.name,count(*) C , sum(b.nights) n from booking b left join room r on r.room_id=b.room_id where b.starts_on>='2025-01-01' and r.price!=0 group by r.name order by C desc limit 5,10;

insert into room(name,price) values ("blue",80),('green',95.5) on duplicate key update price=values(price);

SELECT b.booking_id,R.name , b.guest from booking b join room r using(room_id) where b.guest like "%a%" and b.note is not null;

update room set price=price*1.1,name=concat(name,'!') where room_id in (1,2 ,3);

delete from booking where ends_on<date_sub(now(),interval 1 year) limit 100;

select if(price>50,'dear','cheap') k,ifnull(features,'-'),date_format(now(),'%Y') from room group by k;

Select Distinct(guest), Cast(nights As signed) x From booking Where room_id=1 || room_id=2;

with t as (select room_id from booking),u as (select 1 as a)
select t.room_id from t;

select room_id from room union select room_id from booking;

select case when nights>7 then 'long' when nights>3 then 'mid' else null end from booking where guest=null;

create or replace view v_rooms as select room_id,name from room where price>10;

alter table room add column floor tinyint unsigned not null default 0 after name,drop column features;

select next value for booking_number;

drop table if exists old_room,older_room;
