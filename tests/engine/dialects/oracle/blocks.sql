DECLARE
    c_limit CONSTANT PLS_INTEGER := 10;
    v_name people.name%TYPE;
    v_row people%ROWTYPE;
    v_left NUMBER(5) NOT NULL DEFAULT 0;
    TYPE name_list IS TABLE OF people.name%TYPE INDEX BY PLS_INTEGER;
    TYPE pair IS RECORD (one NUMBER, two VARCHAR2(10 CHAR) := 'b');
    TYPE slots IS VARRAY(5) OF DATE;
    TYPE any_cursor IS REF CURSOR RETURN people%ROWTYPE;
    CURSOR old_people (p_age IN NUMBER) IS SELECT * FROM people WHERE age > p_age;
    names name_list;
    gone EXCEPTION;
    PRAGMA EXCEPTION_INIT (gone, -20007);
    PRAGMA AUTONOMOUS_TRANSACTION;
    PROCEDURE greet (p_who VARCHAR2) IS
    BEGIN
        dbms_output.put_line('hello ' || p_who);
    END greet;
BEGIN
    <<rounds>>
    FOR i IN REVERSE 1..c_limit LOOP
        CONTINUE WHEN MOD(i, 2) = 0;
        names(i) := 'n' || i;
        EXIT rounds WHEN i < 3;
    END LOOP rounds;
    FOR p IN (SELECT name FROM people) LOOP
        greet(p_who => p.name);
    END LOOP;
    OPEN old_people(40);
    LOOP
        FETCH old_people INTO v_row;
        EXIT WHEN old_people%NOTFOUND;
    END LOOP;
    CLOSE old_people;
    WHILE v_left < 3 LOOP
        v_left := v_left + 1;
    END LOOP;
    IF v_left = 3 THEN
        NULL;
    ELSIF v_left > 3 OR SQL%FOUND THEN
        RAISE gone;
    ELSE
        GOTO done;
    END IF;
    CASE v_left WHEN 1 THEN greet('one'); ELSE NULL; END CASE;
    FORALL i IN names.FIRST..names.LAST SAVE EXCEPTIONS
        INSERT INTO greeted (name) VALUES (names(i));
    EXECUTE IMMEDIATE 'UPDATE people SET age = :1 WHERE name = :2' USING 40, IN v_name RETURNING INTO v_left;
    SELECT name BULK COLLECT INTO names FROM people;
    UPDATE people SET age = age + 1 WHERE CURRENT OF old_people;
    names.DELETE;
    v_name := names(1) || CASE WHEN v_left = 1 THEN 'x' END;
    <<done>>
    NULL;
EXCEPTION
    WHEN no_data_found OR gone THEN
        ROLLBACK;
        RAISE;
    WHEN OTHERS THEN
        raise_application_error(-20001, SQLERRM);
END;
/
