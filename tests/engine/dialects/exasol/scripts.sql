CREATE OR REPLACE FUNCTION tax (net DECIMAL(10, 2), rate IN DECIMAL)
RETURN DECIMAL
IS
    gross DECIMAL(10, 2);
BEGIN
    gross := net * (1 + rate);
    IF gross > 100 THEN
        gross := 100;
    ELSEIF gross < 0 THEN
        gross := 0;
    END IF;
    FOR i IN 1..3 LOOP
        gross := gross + i;
    END LOOP;
    WHILE gross < 5 DO
        gross := gross + 1;
    END WHILE;
    RETURN gross;
END tax;
/
CREATE OR REPLACE PYTHON3 SET SCRIPT lib.words (line VARCHAR(2000), nr INT ORDER BY nr) EMITS (word VARCHAR(100)) AS
def run(ctx):
    for word in ctx.line.split(';'):
        ctx.emit(word / 1)
    x = 1
        /
        2
/
CREATE LUA SCRIPT lib.fill (ARRAY labels, depth) RETURNS TABLE AS
    local text = [[ it's ( open ]]
    return query(text);
/
CREATE JAVA ADAPTER SCRIPT lib.adapter AS
%jar /buckets/adapter.jar;
/
EXECUTE SCRIPT lib.fill (ARRAY('a', 'b'), 2) WITH OUTPUT;
DROP SCRIPT IF EXISTS lib.fill;
