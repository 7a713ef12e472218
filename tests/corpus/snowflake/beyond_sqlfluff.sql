-- What Snowflake takes and SQLFluff does not: the body of a procedure without dollar signs.
CREATE OR REPLACE PROCEDURE core.rebuild_months(first_month DATE, months INTEGER)
RETURNS INTEGER
LANGUAGE SQL
AS
DECLARE
    done INTEGER DEFAULT 0;
    current_month DATE;
BEGIN
    current_month := first_month;
    FOR i IN 1 TO months DO
        DELETE FROM core.monthly WHERE month_start = :current_month;
        INSERT INTO core.monthly (month_start, revenue)
        SELECT :current_month, SUM(amount)
        FROM core.orders
        WHERE DATE_TRUNC('month', placed_at) = :current_month;
        done := done + 1;
        current_month := DATEADD('month', 1, current_month);
    END FOR;
    IF (done > 12) THEN
        RETURN -1;
    ELSEIF (done = 0) THEN
        RETURN 0;
    ELSE
        RETURN done;
    END IF;
EXCEPTION
    WHEN OTHER THEN
        RAISE;
END;

ALTER SESSION SET TIMEZONE = 'UTC', WEEK_START = 1;
