CREATE OR REPLACE PROCEDURE load_day(day DATE) RETURNS VARCHAR LANGUAGE SQL AS
BEGIN
    LET total INTEGER := 0;
    LET c CURSOR FOR SELECT id FROM orders;
    FOR r IN c DO
        total := total + r.id;
    END FOR;
    IF (total > 10) THEN
        RETURN 'many';
    ELSEIF (total = 0) THEN
        RAISE;
    ELSE
        UPDATE orders SET note = :day;
    END IF;
    WHILE (total > 0) DO
        total := total - 1;
    END WHILE;
EXCEPTION
    WHEN OTHER THEN
        RETURN 'failed';
END;
DECLARE
    rate NUMBER(10, 2) DEFAULT 0.5;
    odd EXCEPTION (-20001, 'odd');
BEGIN
    EXECUTE IMMEDIATE 'select 1';
END;
CALL load_day('2024-01-01');
SET (a, b) = (1, 2);
