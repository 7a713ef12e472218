-- From the analyst's scratch file.
select p.product,count(*) Cnt , sum(c.amount) total from claims.claim c left outer join claims.policy p on p.policy_id=c.policy_id where c.reported_at>='2025-01-01' and p.product<>'HOME' group by p.product order by Cnt desc fetch first 10 rows only;

SELECT c.claim_id,P.product , c.amount from claims.claim c, claims.policy p where c.policy_id=p.policy_id and c.amount is not null with ur;

select claim_id,amount from (select claim_id,amount,row_number() over(partition by policy_id order by amount desc) rn from claims.claim) t where rn<=3;

Select Distinct(product), Cast(premium As integer) x, decimal(premium,10,1) From claims.policy Where product In ('HOME','AUTO' ,'LIFE');

with a as (select policy_id from claims.policy),b as (select 1 as uno from sysibm.sysdummy1)
select a.policy_id from a;

insert into claims.policy(policy_id,customer_id,product,valid_from,valid_to) values (1,2,'HOME','2025-01-01','2025-12-31'),(2,2,'AUTO','2025-01-01','2025-12-31');

update claims.policy set premium=premium*1.1 where product='HOME' and premium!=0;

delete from claims.claim where claim_id in (select claim_id from claims.blocked_claim);

select policy_id from claims.policy union select policy_id from claims.claim;

select case when amount>100 then 'a' when amount>10 then 'b' else null end k, coalesce(amount,0), value(note,'-'), substr(note,1,10) from claims.claim where note=null;

merge into claims.policy t using staging.policy s on t.policy_id=s.policy_id when matched then update set premium=s.premium when not matched then insert (policy_id,product) values (s.policy_id,s.product);

create index claims.ix1 on claims.claim(policy_id);

drop table claims.old_claim;
