select o.id,o.Amount ,c.NAME  as Name
from sales.orders o left outer join sales.customers c on (o.customer_id=c.id) inner join sales.regions on regions.id=c.region_id
where o.state in ('new','open') and c.name!=null or o.amount<>0
group by o.id, 2,c.NAME
having Sum(o.amount)>10
order by 1 desc , c.name;

SELECT DISTINCT (c.id), c.*, upper(c.name) FROM sales.customers c;

select case when x = 1 then true else false end as flag, case when y is null then 0 else y end yy from t1;

WITH a AS (SELECT id FROM t1), b AS (SELECT id FROM t2) SELECT a.id FROM a;

select a.id from t1 as a join t2 as b on b.id = a.id union select id from t3;

create table IF NOT EXISTS scratch.T (Id int, `Name` string, `weird name` string) using delta;

insert into scratch.T values(1,'a','b'),(2,'c' , "d");

SELECT
  id,
    name
  ,amount*-1 AS neg,
  amount::int+1 plus
FROM sales.orders
WHERE id=1 AND
  name like 'a%'
  OR amount between 1 and 2;

delete from scratch.T where Id in (select id from t1 where id is not null);

update scratch.T set `Name`='x',Id=Id+1 where Id>5;

select count(1), count(*), sum(1) from scratch.T;

SELECT	a.id FROM	t1 a;   
SELECT a.id, b.id FROM t1 a, t2 b WHERE a.id = b.id;

select t.payload:device.id, t.payload:['x'] , t.payload.y from raw t;

select explode(tags) tag from posts;

SELECT id FROM posts LATERAL VIEW explode(tags) e as tag WHERE tag = 'a';

select * from values (1, 'a'), (2, 'b') as v(id, name);

select sum(amount) over(partition by id order by day rows between unbounded preceding and current row) run, lag(amount,1) over w from d window w as (order by day);

select * from t1 right join t2 using(id) cross join t3;

-- a very long line follows, since nobody broke it when the columns were added one by one over years
select customer_id, first_name, last_name, email, phone, street, city, zip, country, created_at, updated_at from sales.customers where deleted = false;

SELECT id from t1 where not id = 1 and not exists(select 1 from t2 where t2.id=t1.id);
