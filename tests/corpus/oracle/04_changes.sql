INSERT INTO hr.departments (name, manager_id) VALUES ('Sales', NULL);
INSERT INTO hr.employees (employee_id, last_name, department_id)
SELECT hr.employee_ids.NEXTVAL, i.last_name, d.department_id
FROM hr.import_rows i
INNER JOIN hr.departments d ON d.name = i.department;

INSERT ALL
    INTO hr.departments (name) VALUES ('A')
    INTO hr.departments (name) VALUES ('B')
SELECT * FROM dual;

UPDATE hr.employees e
SET e.salary = e.salary * 1.03, e.is_active = 'Y'
WHERE e.department_id IN (SELECT d.department_id FROM hr.departments d WHERE d.name = 'Sales');

DELETE FROM hr.employees WHERE is_active = 'N' AND hired_on < ADD_MONTHS(SYSDATE, -120);

MERGE INTO hr.employees t
USING hr.import_rows s
ON (t.employee_id = s.employee_id)
WHEN MATCHED THEN
    UPDATE SET t.last_name = s.last_name
WHEN NOT MATCHED THEN
    INSERT (employee_id, last_name) VALUES (s.employee_id, s.last_name);

COMMIT;
ALTER SESSION SET nls_date_format = 'YYYY-MM-DD';
SET SERVEROUTPUT ON
PROMPT done
