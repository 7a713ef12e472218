CREATE OR REPLACE PROCEDURE close_month(p_month IN DATE, p_dry_run IN BOOLEAN DEFAULT FALSE, p_rows OUT NUMBER)
AUTHID CURRENT_USER
IS
    TYPE t_ids IS TABLE OF gl_movements.movement_id%TYPE;
    l_ids t_ids;
    l_limit CONSTANT PLS_INTEGER := 1000;
    CURSOR c_open IS
        SELECT movement_id FROM gl_movements WHERE booked_at < p_month AND closed = 'N';
    e_busy EXCEPTION;
    PRAGMA EXCEPTION_INIT(e_busy, -54);
BEGIN
    p_rows := 0;
    OPEN c_open;
    LOOP
        FETCH c_open BULK COLLECT INTO l_ids LIMIT l_limit;
        EXIT WHEN l_ids.COUNT = 0;
        FORALL i IN 1 .. l_ids.COUNT
            UPDATE gl_movements SET closed = 'Y' WHERE movement_id = l_ids(i);
        p_rows := p_rows + SQL%ROWCOUNT;
    END LOOP;
    CLOSE c_open;
    IF p_dry_run THEN
        ROLLBACK;
    ELSIF p_rows = 0 THEN
        RAISE_APPLICATION_ERROR(-20001, 'nothing to close');
    ELSE
        COMMIT;
    END IF;
EXCEPTION
    WHEN e_busy THEN
        ROLLBACK;
        RAISE;
    WHEN OTHERS THEN
        log_error(SQLERRM);
        RAISE;
END close_month;
/

CREATE OR REPLACE FUNCTION age_in_years(p_born DATE) RETURN NUMBER DETERMINISTIC
IS
BEGIN
    RETURN FLOOR(MONTHS_BETWEEN(SYSDATE, p_born) / 12);
END;
/

CREATE OR REPLACE TRIGGER trg_orders_bi
BEFORE INSERT OR UPDATE OF amount ON orders
FOR EACH ROW
WHEN (new.amount > 0)
DECLARE
    l_user VARCHAR2(30);
BEGIN
    SELECT USER INTO l_user FROM dual;
    :new.changed_by := l_user;
END;
/

DECLARE
    l_total NUMBER(12, 2) := 0;
    l_name employees.last_name%TYPE;
    l_row orders%ROWTYPE;
BEGIN
    FOR r IN (SELECT id, amount FROM orders WHERE state = 'open') LOOP
        l_total := l_total + r.amount;
        CONTINUE WHEN r.amount < 10;
        INSERT INTO order_log (order_id, logged_at) VALUES (r.id, SYSDATE);
    END LOOP;

    FOR i IN REVERSE 1 .. 3 LOOP
        NULL;
    END LOOP;

    WHILE l_total > 100 LOOP
        l_total := l_total / 2;
    END LOOP;

    EXECUTE IMMEDIATE 'UPDATE stats SET total = :1 WHERE name = :2' USING l_total, l_name;
    DBMS_OUTPUT.PUT_LINE('total: ' || TO_CHAR(l_total, 'FM999G990D00'));
EXCEPTION
    WHEN NO_DATA_FOUND THEN
        NULL;
END;
/

BEGIN
    DBMS_SCHEDULER.CREATE_JOB(
        job_name => 'NIGHTLY_CLOSE',
        job_type => 'STORED_PROCEDURE',
        job_action => 'CLOSE_MONTH',
        repeat_interval => 'FREQ=DAILY;BYHOUR=2',
        enabled => TRUE
    );
END;
/

DECLARE
    l_total NUMBER := 3;
    l_name VARCHAR2(10);
BEGIN
    CASE
        WHEN l_total > 50 THEN l_name := 'big';
        WHEN l_total > 20 THEN l_name := 'middle';
        ELSE l_name := 'small';
    END CASE;
    IF INSERTING THEN
        l_total := 1;
    END IF;
END;
/
