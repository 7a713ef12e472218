-- Tables of the human resources.
CREATE TABLE hr.departments (
    department_id NUMBER(6) NOT NULL,
    name VARCHAR2(60 CHAR) NOT NULL,
    manager_id NUMBER(10),
    CONSTRAINT departments_pk PRIMARY KEY (department_id)
);

CREATE TABLE hr.employees (
    employee_id NUMBER(10) NOT NULL,
    first_name VARCHAR2(40),
    last_name VARCHAR2(40) NOT NULL,
    hired_on DATE DEFAULT SYSDATE NOT NULL,
    salary NUMBER(10, 2) CHECK (salary > 0),
    resume CLOB,
    photo BLOB,
    department_id NUMBER(6),
    CONSTRAINT employees_pk PRIMARY KEY (employee_id),
    CONSTRAINT employees_dept_fk FOREIGN KEY (department_id) REFERENCES hr.departments (department_id)
)
TABLESPACE users;

CREATE SEQUENCE hr.employee_ids START WITH 1000 INCREMENT BY 1 NOCACHE NOCYCLE;
CREATE INDEX hr.employees_name_ix ON hr.employees (last_name, first_name);
CREATE UNIQUE INDEX hr.departments_name_ux ON hr.departments (name);
ALTER TABLE hr.employees ADD (email VARCHAR2(120), is_active CHAR(1) DEFAULT 'Y');
ALTER TABLE hr.employees MODIFY (email VARCHAR2(200));
ALTER TABLE hr.employees DROP COLUMN photo;
ALTER TABLE hr.employees RENAME COLUMN resume TO cv;
COMMENT ON TABLE hr.employees IS 'One row a person';
COMMENT ON COLUMN hr.employees.salary IS 'Gross, a month';
CREATE OR REPLACE SYNONYM employees FOR hr.employees;
GRANT SELECT, INSERT ON hr.employees TO clerk;
REVOKE INSERT ON hr.employees FROM clerk;

CREATE OR REPLACE VIEW hr.active_employees AS
SELECT
    e.employee_id,
    e.first_name || ' ' || e.last_name AS full_name,
    d.name AS department
FROM hr.employees e
LEFT JOIN hr.departments d ON e.department_id = d.department_id
WHERE e.is_active = 'Y';

CREATE MATERIALIZED VIEW hr.headcounts
AS
SELECT department_id, COUNT(*) AS headcount FROM hr.employees GROUP BY department_id;

DROP SEQUENCE hr.old_ids;
DROP TABLE hr.old_employees PURGE;
TRUNCATE TABLE hr.import_rows;
