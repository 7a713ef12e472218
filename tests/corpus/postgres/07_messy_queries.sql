select M.email,T.slug ,M.role::TEXT from members M inner join tenants T on T.id=M.tenant_id
where M.email like '%@example.com' and T.deleted_at = null
order by 1,T.slug desc;

SELECT email FROM members WHERE id IN (SELECT id FROM members WHERE role='owner')
  AND email!='' ;

Select CAST(id as text)||'-'||email AS key, id::text||email as other_key, "email" AS quoted
FROM members
;

SELECT count(1), Sum(id) , MAX(id) - min(id) spread FROM members;

SELECT
  *
  FROM members m
  LEFT JOIN LATERAL (
     SELECT e.happened_at
     FROM events e WHERE e.tenant_id = m.tenant_id
     ORDER BY e.happened_at DESC LIMIT 1) last ON true
  WHERE m.id>10;

SELECT tenant_id, CASE WHEN role = 'owner' THEN 1 ELSE 0 END is_owner,
    case role when 'owner' then 'O' when 'editor' then 'E' end as letter
FROM members
UNION ALL
SELECT id, 0, NULL FROM tenants;

WITH unused AS (SELECT 1 AS x), used AS (SELECT 2 AS y)
SELECT y FROM used;

UPDATE members SET tags=tags||'{new}' , role='viewer' WHERE role IS NULL;

SELECT now() AT TIME ZONE 'UTC' AS utc, extract(epoch from now()) AS seconds, '5'::int + 1 AS six, 7 %2 AS one;

select e'tab\there' as escaped, $$dollar 'quoted'$$ as dollar, b'101' as bits, x'1F' as hex, U&'d\0061t' as unicode;

SELECT tenant_id FROM members GROUP BY tenant_id HAVING COUNT(*)>1 LIMIT 5 OFFSET 10


;
SELECT a.id FROM members AS a JOIN members AS b ON a.id = b.invited_by JOIN tenants ON tenants.id = b.tenant_id;
