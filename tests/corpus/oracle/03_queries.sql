SELECT
    e.employee_id,
    e.last_name,
    NVL(e.salary, 0) AS salary,
    DECODE(e.is_active, 'Y', 'yes', 'no') AS active,
    TO_CHAR(e.hired_on, 'YYYY-MM-DD') AS hired,
    ADD_MONTHS(e.hired_on, 12) AS first_year,
    MONTHS_BETWEEN(SYSDATE, e.hired_on) AS months,
    RANK() OVER (PARTITION BY e.department_id ORDER BY e.salary DESC NULLS LAST) AS place,
    LISTAGG(e.last_name, ', ') WITHIN GROUP (ORDER BY e.last_name) OVER (PARTITION BY e.department_id) AS names,
    CASE WHEN e.salary > 10000 THEN 'high' ELSE 'normal' END AS class
FROM hr.employees e
INNER JOIN hr.departments d ON e.department_id = d.department_id
WHERE e.hired_on >= DATE '2020-01-01'
    AND REGEXP_LIKE(e.last_name, '^[A-M]')
    AND e.salary BETWEEN 1000 AND 20000
ORDER BY place, e.last_name
FETCH FIRST 20 ROWS ONLY;

SELECT LEVEL, employee_id, SYS_CONNECT_BY_PATH(last_name, '/') AS path
FROM hr.employees
START WITH manager_id IS NULL
CONNECT BY PRIOR employee_id = manager_id
ORDER SIBLINGS BY last_name;

SELECT e.last_name, d.name
FROM hr.employees e, hr.departments d
WHERE e.department_id = d.department_id (+)
    AND ROWNUM <= 10;

SELECT *
FROM (SELECT department_id, is_active, salary FROM hr.employees)
PIVOT (SUM(salary) FOR is_active IN ('Y' AS active, 'N' AS inactive));

SELECT department_id, salary FROM hr.employees
MINUS
SELECT department_id, 0 FROM hr.departments;

WITH totals AS (
    SELECT department_id, SUM(salary) AS total
    FROM hr.employees
    GROUP BY department_id
)

SELECT t.department_id, t.total
FROM totals t
WHERE EXISTS (SELECT 1 FROM hr.departments d WHERE d.department_id = t.department_id);

SELECT SYSDATE, USER, SYSTIMESTAMP FROM dual;
SELECT INTERVAL '3' DAY AS three_days, TIMESTAMP '2025-01-01 00:00:00' AS ts FROM dual;
SELECT department_id, GROUPING(department_id) FROM hr.employees GROUP BY ROLLUP (department_id);
SELECT hr.employee_ids.NEXTVAL FROM dual;
SELECT /*+ INDEX(e employees_name_ix) */ e.last_name FROM hr.employees e WHERE e.last_name LIKE 'A%' FOR UPDATE;
