SHOW TABLES ->> SELECT * FROM $1 WHERE "rows" > 5 ->> SELECT COUNT(*) FROM $2;
SELECT {*} AS whole, {t.* EXCLUDE note} AS part FROM t ORDER BY ALL DESC NULLS LAST;
EXECUTE ALERT too_many;
CREATE PROCEDURE p () RETURNS TABLE () LANGUAGE PYTHON RUNTIME_VERSION = 3.12 PACKAGES = ('snowpark') HANDLER = 'run' AS 'x';
BEGIN
    OPEN paid USING (5, 'x');
    FETCH paid INTO amount, name;
    WHILE amount > 5 AND (name IS NOT NULL) LOOP
        NULL;
        BREAK;
    END LOOP;
    CLOSE paid;
    ASYNC (INSERT INTO seen VALUES (1));
    AWAIT ALL;
END;
