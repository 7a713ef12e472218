select top 5 o.OrderId,o.amount as Amount ,c.Name
from sales.Orders o inner join sales.Customers c on c.CustomerId=o.CustomerId
where o.State='open' and c.Name is not null and o.Amount!=0
order by 2 desc,c.Name

SELECT CustomerId, Count(*) Cnt, sum(Amount) as total from sales.Orders group by CustomerId having count(*)>1

SELECT OrderId FROM sales.Orders WHERE CustomerId IN (SELECT CustomerId FROM sales.Customers WHERE Name = NULL) ;
Select distinct(State) , isnull(Amount,0) from sales.Orders
UNION
select 'none', 0

SELECT [OrderId], "State", Amount AS 'Order Amount', Total = Amount * 2 FROM sales.Orders WHERE (Amount>1)AND(State<>'void')
update sales.Orders set State='open',Amount=NULL where OrderId=7
delete from sales.Orders where OrderId=8
insert into sales.Orders(CustomerId,State)values(1,'open')

SELECT a.OrderId, b.Name
FROM sales.Orders AS a, sales.Customers AS b
WHERE a.CustomerId=b.CustomerId

	SELECT	OrderId
	FROM	sales.Orders

SELECT CASE WHEN State='open' THEN 1 ELSE CASE WHEN State='sent' THEN 2 ELSE NULL END END AS s FROM sales.Orders
GO
SELECT 1
GO 5
