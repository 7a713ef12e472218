DECLARE done BOOL DEFAULT FALSE;
SET done = TRUE;
CREATE OR REPLACE PROCEDURE sales.refresh(day DATE, OUT n INT64) BEGIN
    DECLARE total INT64;
    IF day IS NULL THEN
        RAISE USING MESSAGE = 'no day';
    ELSEIF day > CURRENT_DATE() THEN
        RETURN;
    ELSE
        SET total = (SELECT COUNT(*) FROM sales.orders);
    END IF;
    WHILE total > 0 DO
        SET total = total - 1;
    END WHILE;
EXCEPTION WHEN ERROR THEN
    SELECT 1;
END;
FOR r IN (SELECT id FROM sales.orders) DO
    EXECUTE IMMEDIATE FORMAT('select %d', r.id);
END FOR;
LOOP
    BREAK;
END LOOP;
CALL sales.refresh(CURRENT_DATE(), n);
ASSERT done AS 'not done';
