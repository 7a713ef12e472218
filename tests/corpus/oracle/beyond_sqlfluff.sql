-- What Oracle takes and SQLFluff does not.
CREATE TABLE hr.departments (
    department_id NUMBER(6) GENERATED ALWAYS AS IDENTITY,
    name VARCHAR2(60)
);
CREATE UNIQUE INDEX hr.departments_name_ux ON hr.departments (UPPER(name));
SELECT q'[it's]' AS quoted FROM dual;
SAVEPOINT before_import;
ROLLBACK TO before_import;
CREATE VIEW v AS SELECT 1 AS one FROM dual WITH READ ONLY;
CREATE MATERIALIZED VIEW hr.headcounts
BUILD IMMEDIATE
REFRESH COMPLETE ON DEMAND
AS
SELECT department_id FROM hr.employees;
