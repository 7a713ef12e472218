-- Closes a day of the harbour: a procedure with a block of SQL scripting.
CREATE OR REPLACE PROCEDURE harbour.close_day (
    IN day_closed DATE,
    OUT moved INT
)
LANGUAGE SQL
SQL SECURITY INVOKER
AS BEGIN
    DECLARE left_over INT DEFAULT 0;
    DECLARE no_berth CONDITION FOR SQLSTATE '45001';
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
        BEGIN
            INSERT INTO harbour.faults VALUES (day_closed);
        END;
    SET left_over = (SELECT COUNT(*) FROM harbour.calls);
    IF left_over > 10 THEN
        SIGNAL no_berth SET MESSAGE_TEXT = 'too many';
    ELSEIF left_over > 5 THEN
        INSERT INTO harbour.notes VALUES ('many');
    ELSE
        INSERT INTO harbour.notes VALUES ('few');
    END IF;
    day_loop: WHILE left_over > 0 DO
        SET left_over = left_over - 1;
        IF left_over = 3 THEN
            LEAVE day_loop;
        END IF;
    END WHILE day_loop;
    FOR each_call AS SELECT ship, berth FROM harbour.calls DO
        UPDATE harbour.berths SET is_free = TRUE WHERE berth_id = each_call.berth;
    END FOR;
    REPEAT
        SET moved = moved + 1;
    UNTIL moved > 3 END REPEAT;
    CASE moved
        WHEN 1 THEN
            SELECT 1;
        ELSE
            SELECT 2;
    END CASE;
    LOOP
        SET moved = moved - 1;
    END LOOP;
END;

night: BEGIN
DECLARE berth INT DEFAULT 1;
SET berth = berth + 1;
SELECT berth;
END night;

SELECT
    calls.ship,
    TRANSFORM(calls.crates, crate -> crate + 1) AS crates,
    notes
FROM calls;

SELECT ship
FROM delta.`/mnt/harbour/calls` AS calls;
