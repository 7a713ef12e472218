-- Typed into the shell.
create table if not exists t_note(id integer primary key,title text,body text default '',at text);

insert into t_note(title,body) values ('a','x'),("b",'y');

select n.title,count(*) C , max(n.at) from note n left join note_tag t on t.note_id=n.note_id where n.deleted<>1 and t.tag is null group by n.title order by C desc limit 5,10;

SELECT n.note_id,N.title , substr(body,1,10) s from note n where title like '%x%' and body!='' order by 1;

select title,at from (select title,at,row_number() over(partition by title order by at desc) rn from t_note) where rn=1;

with a as (select id from t_note),b as (select 1 as one)
select a.id from a;

update t_note set title=upper(title) where id=1 and title!='A';

delete from t_note where at<date('now','-1 year');

select id from t_note union select note_id from note;

select case when id>10 then 'a' when id>5 then 'b' else null end k, ifnull(body,''), iif(id>1,1,0) from t_note where body=null;

create view if not exists v_note as select id,title from t_note;

drop table if exists t_note;

pragma user_version=7;
