select e.last_name,d.Name ,count(*) cnt
from hr.employees e,hr.departments d
where e.department_id=d.department_id and e.is_active='Y' and d.Name!='Sales'
group by e.last_name,d.Name having count(*)>1 order by 3 desc,d.Name;

SELECT Last_Name, SUM(salary) as total from hr.employees group by Last_Name;
SELECT last_name FROM hr.employees WHERE manager_id = null or salary>1 ;
SELECT DISTINCT(is_active), case when salary>100 then 'a' else case when salary>10 then 'b' else 'c' end end class FROM hr.employees;
with a as (select 1 as x from dual), unused as (select 2 as y from dual) select x from a;
SELECT last_name FROM hr.employees UNION SELECT name FROM hr.departments;
SELECT "LAST_NAME", salary AS "The Salary" FROM hr.employees;
SELECT nvl(salary,0), coalesce(salary,0) FROM hr.employees;
insert into hr.departments(name) values('x');

	SELECT	last_name
	FROM	hr.employees;

BEGIN
NULL;
END;
/
