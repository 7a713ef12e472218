sel claim_id,paid , cause from claims_mart.claim where paid<>NULL order by 1, cause;

SELECT TOP 10 c.claim_id , SUM(p.amount) total, Max(p.paid_on) as Latest
FROM claims_mart.claim c LEFT JOIN claims_mart.payment p ON c.claim_id=p.claim_id
GROUP BY c.claim_id;

select distinct(cause) from claims_mart.claim
union
select 'none' from claims_mart.cause;

create volatile table w as (select claim_id, paid from claims_mart.claim) with data primary index (claim_id) on commit preserve rows;

SELECT CASE WHEN paid>100 THEN 'big' WHEN paid>10 THEN 'small' ELSE NULL END AS size_class,
       coalesce(cause,'??') cause
  FROM claims_mart.claim c
 WHERE cause LIKE ANY ('A%','B%') AND NOT paid = 0;

collect statistics column (claim_id) on claims_mart.claim;
del from w all;
