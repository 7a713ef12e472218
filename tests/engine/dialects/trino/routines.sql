CREATE FUNCTION meaning() RETURNS bigint RETURN 42;
CREATE OR REPLACE FUNCTION shop.doubled(x double) RETURNS double
LANGUAGE SQL DETERMINISTIC RETURNS NULL ON NULL INPUT COMMENT 'twice'
BEGIN
    DECLARE y double DEFAULT x;
    DECLARE i, j bigint;
    SET y = y * 2;
    IF y > 10 THEN
        RETURN y;
    ELSEIF y = 0 THEN
        SET i = 1;
    ELSE
        RETURN x;
    END IF;
    CASE i WHEN 1 THEN SET j = 2; ELSE SET j = 3; END CASE;
    top: WHILE i < 10 DO
        SET i = i + 1;
        ITERATE top;
    END WHILE;
    REPEAT SET j = j - 1; UNTIL j < 0 END REPEAT;
    LOOP LEAVE top; END LOOP;
END;
CREATE FUNCTION py(x bigint) RETURNS bigint LANGUAGE PYTHON WITH (handler = 'twice') AS $$
def twice(x):
    return x * 2
$$;
WITH
FUNCTION one(x bigint) RETURNS bigint RETURN x + 1,
FUNCTION two(x bigint) RETURNS bigint BEGIN RETURN x + 2; END
SELECT one(a), two(a) FROM t;
DROP FUNCTION IF EXISTS shop.doubled(double);
