select user_id,count(*) as N , sum(if(is_bot,1,0)) bots
from `acme-prod.analytics.events` e,unnest(e.params) p
where date(happened_at)>='2025-01-01' and p.key='page' and p.value.string_value!='/'
group by 1 order by N desc,user_id;

SELECT a.user_id, b.country from analytics.events a left join analytics.users b on a.user_id=b.user_id
 WHERE b.country IS NULL or a.user_id = NULL ;
SELECT Count(1), MAX(happened_at)as last FROM analytics.events WHERE DATE(happened_at)=CURRENT_DATE() ;

with A as (select 1 as x), unused as (select 2 as y)
select x from A;

SELECT user_id FROM analytics.events UNION DISTINCT SELECT user_id FROM analytics.users ;
SELECT CASE WHEN is_bot THEN 'bot' ELSE CASE WHEN user_id IS NULL THEN 'guest' ELSE 'user' END END kind FROM analytics.events;
SELECT `user_id`, session.id AS `Session Id`, session.pages[offset(0)] from analytics.events;
SELECT safe_cast(a as int64)+1 , a||'x' FROM t WHERE a<>'' AND(b>1);

	SELECT	a
	FROM	t;

insert into analytics.log(logged_at,what) values(current_timestamp(),'x');
UPDATE analytics.log SET what='y' where what='x';


SELECT a , b
  ,c
FROM t
WHERE a=1
    AND b = 2 ;;
SELECT DISTINCT(user_id), user_id as user_id FROM analytics.events;
