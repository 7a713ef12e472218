-- A file that nobody has cleaned for years.
select *
from orders,customers
where orders.customer_id=customers.customer_id
and customers.country_code<>'DE'   and customers.country_code!='FR'
;

SELECT a.order_id, b.line_no from orders a left join order_items b on b.order_id=a.order_id
 where b.line_no is null or a.state = NULL ;

SELECT Count(*) as Total, SUM (quantity) AS  sum_of_quantity
  ,AVG(unit_price)as mean
FROM order_items
GROUP BY order_id
   ORDER BY Total desc, sum_of_quantity;


SELECT
  c.customer_id as id, c.email email,
  c.full_name as "Full Name"
  , (select count(*) from orders o where o.customer_id=c.customer_id) as order_count
FROM customers as c
WHERE (c.email is not null) AND
  c.created_at > '2020-01-01';

SELECT order_id FROM orders WHERE state='open'
UNION
SELECT order_id FROM orders WHERE state='paid' ;

UPDATE orders set state='open', placed_at=CURRENT_TIMESTAMP where order_id=1;

	SELECT order_id,	state
	FROM	orders
	WHERE 1=1 ;

SELECT case when state = 'open' then case when placed_at < CURRENT_TIMESTAMP then 'late' else 'new' end else null end
FROM orders;

insert into orders values (1, 2, current_timestamp, 'open');
SELECT order_id AS select_id, order_id AS select_id FROM orders ORDER BY order_id, state desc;



SELECT 1;;
SELECT COALESCE(NULL, 1) AS one, IFNULL(state, 'none') AS state FROM orders
