CREATE OR REPLACE PACKAGE hr.salaries AS
    c_max CONSTANT NUMBER := 20000;
    e_too_high EXCEPTION;
    PROCEDURE raise_all (p_percent IN NUMBER, p_changed OUT NUMBER);
    FUNCTION average (p_department IN hr.departments.department_id%TYPE) RETURN NUMBER;
END salaries;
/

CREATE OR REPLACE PACKAGE BODY hr.salaries AS

    PROCEDURE raise_all (p_percent IN NUMBER, p_changed OUT NUMBER) IS
        v_new NUMBER(10, 2);
    BEGIN
        p_changed := 0;
        FOR r IN (SELECT employee_id, salary FROM hr.employees WHERE is_active = 'Y') LOOP
            v_new := r.salary * (1 + p_percent / 100);
            IF v_new > c_max THEN
                RAISE e_too_high;
            ELSIF v_new IS NULL THEN
                CONTINUE;
            ELSE
                UPDATE hr.employees SET salary = v_new WHERE employee_id = r.employee_id;
            END IF;
            p_changed := p_changed + SQL%ROWCOUNT;
        END LOOP;
        COMMIT;
    EXCEPTION
        WHEN e_too_high THEN
            ROLLBACK;
            RAISE_APPLICATION_ERROR(-20001, 'over the limit');
        WHEN OTHERS THEN
            ROLLBACK;
            RAISE;
    END raise_all;

    FUNCTION average (p_department IN hr.departments.department_id%TYPE) RETURN NUMBER IS
        v_avg NUMBER;
    BEGIN
        SELECT AVG(salary) INTO v_avg FROM hr.employees WHERE department_id = p_department;
        RETURN NVL(v_avg, 0);
    END average;

END salaries;
/

CREATE OR REPLACE TRIGGER hr.employees_bi
BEFORE INSERT ON hr.employees
FOR EACH ROW
BEGIN
    IF :NEW.employee_id IS NULL THEN
        :NEW.employee_id := hr.employee_ids.NEXTVAL;
    END IF;
END;
/

DECLARE
    v_changed PLS_INTEGER;
BEGIN
    hr.salaries.raise_all(3, v_changed);
    DBMS_OUTPUT.PUT_LINE('changed: ' || v_changed);
END;
/
