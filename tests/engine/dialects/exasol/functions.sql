CREATE OR REPLACE FUNCTION util.clamp (n INT, top IN INT)
RETURN INT
IS
    floor_value INT;
    res INT;
BEGIN
    floor_value := -1;
    IF n > top THEN
        res := top;
    ELSEIF n < floor_value THEN
        res := floor_value;
    ELSE
        res := n;
    END IF;
    FOR i IN 1..3 LOOP
    res := res + i;
    END LOOP;
    WHILE res > top DO
    res := util.less(res);
    END WHILE;
    RETURN res;
END clamp;
/
CREATE OR REPLACE LUA SCRIPT util.copy_all (origin, ARRAY wanted) RETURNS TABLE AS
    local sql = [[SELECT 1; -- it's text]] .. [=[ ]] ]=]
    for i = 1, #wanted do t[i] = wanted[i] / 2 end
    if sql ~= nil then return query(sql, {a = 1}) end
/
CREATE PYTHON3 SET SCRIPT util.top (a INT, b DOUBLE ORDER BY a DESC) EMITS (...) AS
def run(ctx):
    ctx.emit(ctx.a % 2)
/
CREATE JAVA ADAPTER SCRIPT util.adapter AS
%scriptclass com.example.Adapter;
/
SELECT 1;
EXECUTE SCRIPT util.copy_all ('a', ARRAY('x', 'y')) WITH OUTPUT;
DROP ADAPTER SCRIPT IF EXISTS util.adapter
