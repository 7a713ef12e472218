select o.order_id,c.Name ,count(*) cnt
from sales.orders o join sales.customers c on c.id=o.customer_id
where o.placed_on>='2025-01-01' and c.country!='DE' and o.state<>'void'
group by o.order_id,c.Name having count(*)>1 order by cnt desc,1;

SELECT Customer_Id, SUM(amount) as total from sales.orders group by 1;
SELECT order_id FROM sales.orders WHERE state = null or amount>1 ;
SELECT DISTINCT(state), case when amount>100 then 'big' else case when amount>10 then 'mid' else 'small' end end size FROM sales.orders;
with a as (select 1 as x), unused as (select 2 as y) select x from a;
SELECT order_id FROM sales.orders UNION SELECT order_id FROM sales.old_orders;
SELECT `order_id`, amount AS `Order Amount` FROM sales.orders;
SELECT nvl(amount,0), ifnull(amount, 0) , coalesce(amount,0) FROM sales.orders;
insert into sales.log select current_timestamp(),'x';

	SELECT	order_id
	FROM	sales.orders;

SELECT a.id
  , b.name
FROM a
LEFT JOIN b ON b.a_id = a.id
WHERE a.x=1
  AND b.y = 2 ;;
