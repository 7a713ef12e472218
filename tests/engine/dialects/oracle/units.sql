CREATE OR REPLACE EDITIONABLE PROCEDURE hire (p_name IN VARCHAR2, p_no OUT NOCOPY NUMBER, p_pay NUMBER DEFAULT 1000) AUTHID DEFINER IS
    v_seen NUMBER;
BEGIN
    SELECT COUNT(*) INTO v_seen FROM staff WHERE name = p_name;
    IF v_seen > 0 THEN
        RETURN;
    END IF;
    INSERT INTO staff (name, pay) VALUES (p_name, p_pay) RETURNING no INTO p_no;
END hire;
/

CREATE FUNCTION twice (p_n NUMBER) RETURN NUMBER DETERMINISTIC PARALLEL_ENABLE AS
    v_result NUMBER := p_n * 2;
BEGIN
    RETURN v_result;
END;
/

CREATE OR REPLACE FUNCTION area (p_r NUMBER) RETURN NUMBER AS LANGUAGE JAVA NAME 'Shapes.area(double) return double';
/

CREATE OR REPLACE PACKAGE payroll AUTHID CURRENT_USER AS
    c_rate CONSTANT NUMBER := 0.2;
    too_much EXCEPTION;
    CURSOR due RETURN staff%ROWTYPE;
    PROCEDURE run (p_month DATE);
    FUNCTION rate RETURN NUMBER;
END payroll;
/

CREATE OR REPLACE PACKAGE BODY payroll AS
    v_runs PLS_INTEGER := 0;
    PROCEDURE run (p_month DATE) IS
    BEGIN
        v_runs := v_runs + 1;
    END run;
    FUNCTION rate RETURN NUMBER IS
    BEGIN
        RETURN c_rate;
    END rate;
BEGIN
    v_runs := 0;
END payroll;
/

CREATE OR REPLACE TRIGGER staff_seen
BEFORE INSERT OR UPDATE OF pay, name ON staff
REFERENCING NEW AS fresh OLD AS stale
FOR EACH ROW
WHEN (fresh.pay > 0)
DECLARE
    v_now DATE := SYSDATE;
BEGIN
    :fresh.seen_on := v_now;
    IF UPDATING('pay') THEN
        :fresh.old_pay := :stale.pay;
    END IF;
END staff_seen;
/

CREATE TRIGGER staff_count
FOR DELETE ON staff
COMPOUND TRIGGER
    v_gone NUMBER := 0;
    AFTER EACH ROW IS
    BEGIN
        v_gone := v_gone + 1;
    END AFTER EACH ROW;
    AFTER STATEMENT IS
    BEGIN
        log_gone(v_gone);
    END AFTER STATEMENT;
END staff_count;
/

CREATE OR REPLACE TYPE shape AS OBJECT (
    sides NUMBER,
    MEMBER FUNCTION area RETURN NUMBER,
    STATIC PROCEDURE reset
) NOT FINAL NOT INSTANTIABLE;
/

CREATE TYPE square UNDER shape (side NUMBER, OVERRIDING MEMBER FUNCTION area RETURN NUMBER);
CREATE TYPE shapes AS TABLE OF shape;
CREATE TYPE BODY square AS
    OVERRIDING MEMBER FUNCTION area RETURN NUMBER IS
    BEGIN
        RETURN side * side;
    END;
END;
/

ALTER PACKAGE payroll COMPILE BODY;
ALTER TRIGGER staff_seen DISABLE;
DROP PACKAGE BODY payroll;
DROP TYPE IF EXISTS shapes FORCE;
CREATE OR REPLACE PACKAGE stock.counts AS
    PRAGMA SERIALLY_REUSABLE;
    PRAGMA RESTRICT_REFERENCES(DEFAULT, WNDS);
END counts;
/
ALTER PUBLIC SYNONYM orders COMPILE;
DROP PROFILE IF EXISTS night_shift CASCADE;

CREATE OR REPLACE TRIGGER "parcels_before"
BEFORE INSERT ON "parcels" FOR EACH ROW
BEGIN
    SELECT "parcel_seq".nextval, :new."weight" INTO :new."id", :old.weight FROM dual;
    :new."label" := :shop."mark";
END;
/
