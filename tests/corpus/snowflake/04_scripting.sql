-- Snowflake scripting: a block of its own, and variables.
DECLARE
    done INTEGER DEFAULT 0;
BEGIN
    LET wanted INTEGER := 3;
    done := done + wanted;
    IF (done > 2) THEN
        RETURN done;
    END IF;
    RETURN 0;
END;

EXECUTE IMMEDIATE $$
BEGIN
    LET total NUMBER := 0;
    SELECT COUNT(*) INTO :total FROM core.orders;
    RETURN total;
END;
$$;

SET start_date = '2025-01-01';
SELECT COUNT(*) AS orders FROM core.orders WHERE placed_at >= $start_date;
SELECT COUNT(*) FROM IDENTIFIER($table_name);
UNSET start_date;

BEGIN TRANSACTION;
UPDATE core.orders AS o
SET o.state = 'late'
FROM core.promises AS p
WHERE o.order_id = p.order_id AND p.due_on < CURRENT_DATE();
DELETE FROM core.orders USING core.blocked WHERE orders.customer_id = blocked.customer_id;
COMMIT;
