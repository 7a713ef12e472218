-- From an export of saved queries.
sel caller_no,count(*) Cnt , sum(duration_s) secs from telco.call_record where started_at>=date '2025-01-01' and charged<>0 group by caller_no order by Cnt desc;

SELECT c.call_id,T.tariff , c.charged from telco.call_record c left outer join telco.caller t on t.caller_no=c.caller_no where t.tariff is not null qualify row_number() over(partition by c.caller_no order by c.started_at desc)=1;

select top 5 caller_no,secs from heavy_caller order by 2 desc;

Select Distinct(caller_no), Cast(charged As integer) x From telco.call_record Where cell_id in (1,2 ,3);

with a as (select caller_no from telco.caller)
select a.caller_no,b.tariff from a join telco.caller b on a.caller_no=b.caller_no;

insert into telco.caller(caller_no,tariff) values ('1',2);

update telco.caller set tariff=tariff+1 where caller_no='1' and tariff!=3;

del from telco.log where id=1;

delete from telco.caller where caller_no in (select caller_no from telco.gone);

select caller_no from telco.caller union select caller_no from telco.call_record;

select case when duration_s>100 then 'a' when duration_s>10 then 'b' else null end k, coalesce(charged,0), zeroifnull(duration_s) from telco.call_record where charged=null;

create volatile table vt_ids as (select caller_no from telco.caller) with data primary index(caller_no) on commit preserve rows;

collect stats column(caller_no) on telco.caller;

drop table vt_ids;
