select  o.ORDER_ID,c.Name ,o.amount::number(10,2) as Amount
from core.orders o join core.customers c on c.customer_id=o.customer_id
where o.placed_at::date>=dateadd(day,-30,current_date) and c.region!='EU'
qualify row_number() over (partition by o.customer_id order by o.placed_at desc)=1
order by 3 desc,o.order_id;

SELECT customer_id, count(*) cnt, sum(amount) AS total
FROM core.orders GROUP BY 1 HAVING count(*)>1 AND total>100 ;

Select distinct customer_id , case when amount>100 then 'big' else 'small' end as size
from core.orders where customer_id in (select customer_id from core.customers where region='EU') limit 10;

SELECT o.order_id, o.amount
FROM core.orders AS o, core.customers AS c
WHERE o.customer_id = c.customer_id AND c.email = NULL
UNION
SELECT order_id, amount from core.old_orders;

SELECT "Order Id", orders."amount", order_id as "order_id" FROM core.orders;

WITH a as (select 1 as x), b as (select 2 as y), unused as (select 3 as z)
select a.x,b.y from a cross join b;

INSERT INTO core.orders (order_id,state) VALUES (1,'open'),(2,'paid');
insert overwrite into core.monthly select date_trunc('month',placed_at), sum(amount) from core.orders group by 1;
UPDATE core.orders SET state='open',amount=NULL WHERE order_id=7 ;

	SELECT	order_id
	FROM core.orders;

SELECT NVL(amount,0), COALESCE(amount,0) , IFNULL(amount, 0) from core.orders;
SELECT order_id FROM core.orders WHERE (amount>1)AND(state<>'void') ;;
