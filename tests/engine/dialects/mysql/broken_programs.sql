-- A program that does not parse is unparsable as a whole, and what follows it is read.
CREATE PROCEDURE p(IN a INT)
BEGIN
    WHILE a < 3 DO
        IF a = 1 THEN
            UPDATE t SET a b;
        END IF;
    END WHILE;
    SELECT CASE a WHEN 1 THEN 2 END;
END;
SELECT 1;
CREATE FUNCTION f() RETURNS INT
    RETURN 1 2;
SELECT 2;
CREATE PROCEDURE q()
BEGIN
    hello;
    SELECT 3;
CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW
outer_block: BEGIN
    hello;
END outer_block;
SELECT 4;
