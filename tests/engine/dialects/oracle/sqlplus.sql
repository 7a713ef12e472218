PROMPT Counts the stock; takes a while
REM the depot's own script
SET SERVEROUTPUT ON SIZE UNLIMITED
SET VERIFY OFF FEEDBACK OFF
ACCEPT sku PROMPT 'Which one; none for all: '
@@common/setup.sql &&1 fresh
ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY-MM-DD' TIME_ZONE = LOCAL;
ALTER SESSION ENABLE PARALLEL DML;
SELECT &columns FROM &2 WHERE sku = &sku AND depot = '&depot';
DELETE FROM counted
/
BEGIN
    counting.run(:batch);
END;
/
SHOW ERRORS
@done
START again.sql &&1
EXEC counting.run(p_batch => 7);
EXECUTE :batch := 3
SHOW PARAMETER optimizer_mode
